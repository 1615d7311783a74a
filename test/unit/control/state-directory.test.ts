import { expect, test } from 'vitest';
import { stateDir } from '../../../src/control/state-directory.ts';

test('an empty HOME is no place for the state', () => {
  expect(() => stateDir(undefined, { HOME: '' })).toThrow('HOME is empty');
  expect(stateDir(undefined, { HOME: '', XDG_STATE_HOME: '/x' })).toBe('/x/rollout');
});

test.each([
  [{ ROLLOUT_STATE_DIR: '/r', XDG_STATE_HOME: '/x', HOME: '/h' }, '/r'],
  [{ XDG_STATE_HOME: '/x', HOME: '/h' }, '/x/rollout'],
  [{ HOME: '/h' }, '/h/.local/state/rollout'],
])('the directory for %j is %s', (env, expected) => {
  expect(stateDir(undefined, env)).toBe(expected);
  expect(stateDir('given', env)).toBe('given');
});
