import { expect, test } from 'vitest';
import { invocationOf, placeOf, withInvocation, withPlace } from '../../../src/cli/invocation.ts';

const NPX = { npm_command: 'exec', npm_lifecycle_event: 'npx' };

test.each([
  ['on the PATH', '/usr/local/bin/rollout', {}, 'rollout'],
  ['by the shim of a global installation', '/lib/node_modules/rolloutctl/dist/rollout.js', {}, 'rollout'],
  [
    'by npx in a project',
    '/p/node_modules/.bin/rollout',
    { ...NPX, PATH: '/p/node_modules/.bin' },
    'npx rollout',
  ],
  [
    'by its name in a project',
    '/p/node_modules/.bin/rollout',
    { PATH: '/a:/p/node_modules/.bin' },
    'rollout',
  ],
  ['by a path in a project', '/p/node_modules/.bin/rollout', {}, 'npx rollout'],
  [
    'by npx in a clone',
    '/h/.npm/_npx/1f/node_modules/.bin/rollout',
    { ...NPX, npm_package_name: 'rolloutctl' },
    'npx rollout',
  ],
  ['by npx anywhere else', '/h/.npm/_npx/1f/node_modules/.bin/rollout', NPX, 'npx rolloutctl'],
  ['by a script of the clone', '/c/dist/rollout.js', { npm_command: 'run' }, 'npx rollout'],
  ['by Node', '/c/dist/rollout.js', {}, 'node dist/rollout.js'],
  ['by Node from another folder', '/d/dist/rollout.js', {}, 'node ../d/dist/rollout.js'],
])('started %s', (_, program, env, invocation) => {
  expect(invocationOf({ program, env, cwd: '/c' })).toBe(invocation);
});

test('only commands between backticks are rewritten', () => {
  const text = 'rollout is true; start `rollout status`, then `rollout simulate`';
  expect(withInvocation(text, 'npx $& rollout')).toBe(
    'rollout is true; start `npx $& rollout status`, then `npx $& rollout simulate`',
  );
});

test.each([
  [['status'], ''],
  [['start', 'p', '--state', './s t'], " --state './s t'"],
  [['start', 'p', '--state-dir=/s', '--token-file', 'f'], ' --state /s'],
  [['kill', 'p', '--server', 'localhost:1', '--token-file', 'f'], ' --server localhost:1 --token-file f'],
])('the place of %j is "%s"', (argv, place) => {
  expect(placeOf(argv)).toBe(place);
});

test('commands of rollouts between backticks get the place, once; others do not', () => {
  const text =
    '`rollout kill p`, `rollout kill p --state /t`, `rollout run F`, rollout kill p, `rollout status`';
  const placed =
    '`rollout kill p --state /s`, `rollout kill p --state /t`, `rollout run F`, rollout kill p, `rollout status --state /s`';
  expect(withPlace(text, ' --state /s')).toBe(placed);
  expect(withPlace(placed, ' --state /s')).toBe(placed);
});
