import { expect, test } from 'vitest';
import { parseListenAddress } from '../../../../src/control/api/listen-address.ts';

test.each([
  ['9000', '127.0.0.1', 9000],
  ['127.0.0.1:0', '127.0.0.1', 0],
  ['localhost:9000', 'localhost', 9000],
  [':9000', '', 9000],
  ['[::1]:9000', '::1', 9000],
])('%s', (text, host, port) => {
  expect(parseListenAddress(text)).toEqual({ host, port });
});

test.each(['', 'localhost', '65536', '127.0.0.1:', '::1:9000', 'http://a:1', 'a b:1', '[x]:1', '-1'])(
  '%s is none',
  (text) => {
    expect(parseListenAddress(text)).toBeUndefined();
  },
);
