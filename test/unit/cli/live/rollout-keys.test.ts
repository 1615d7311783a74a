import { expect, test } from 'vitest';
import { RolloutKeys } from '../../../../src/cli/live/rollout-keys.ts';
import type { RolloutStatus } from '../../../../src/control/state/rollout-status.ts';
import { STATUS } from '../../../support/control/api-service.ts';

const RUNNING: RolloutStatus = { ...STATUS, state: 'running', reasons: [] };

/** The keys of a view, and what they have asked for. */
function keysOf(quitQuestion?: () => string) {
  const asked: string[] = [];
  const keys = new RolloutKeys({
    ask: (verb, name) => asked.push(`${verb} ${name}`),
    quit: () => asked.push('quit'),
    quitQuestion,
  });
  const press = (pressed: string, shown: RolloutStatus | undefined = RUNNING) => {
    for (const key of pressed.split(' ')) keys.press(key, shown);
  };
  return { keys, asked, press };
}

const PAUSED: RolloutStatus = { ...RUNNING, state: 'paused' };
const RESET_AND_PAUSED: RolloutStatus = {
  ...RUNNING,
  state: 'reset',
  reasons: [{ kind: 'paused', text: 'paused', until: null }],
};

test.each<[string, RolloutStatus, string[]]>([
  ['s', RUNNING, ['start']],
  ['S', RUNNING, ['start']],
  ['p', RUNNING, ['pause']],
  ['p', PAUSED, ['resume']],
  ['p', RESET_AND_PAUSED, ['resume']],
  ['a', RUNNING, ['approve']],
  ['r', RUNNING, []],
  ['r r', RUNNING, ['reset']],
  ['r x r', RUNNING, []],
  ['r k', RUNNING, []],
  ['k', RUNNING, []],
  ['k k', RUNNING, ['kill']],
  ['k k k', RUNNING, ['kill']],
  ['k y', RUNNING, ['kill']],
  ['k Y y', RUNNING, ['kill']],
  ['r y', RUNNING, ['reset']],
  ['y', RUNNING, []],
  ['k x y', RUNNING, []],
  ['k s k', RUNNING, ['start']],
  ['x enter constructor', RUNNING, []],
])('%s', (pressed, shown, verbs) => {
  const { asked, press } = keysOf();
  press(pressed, shown);
  expect(asked).toEqual(verbs.map((verb) => `${verb} ${RUNNING.rollout}`));
});

test('a question is for the rollout that it names', () => {
  const { asked, press, keys } = keysOf();
  press('k');
  expect(keys.message).toMatch(/^press k again or y to kill checkout-v2: off for everybody/);
  press('k', { ...RUNNING, rollout: 'other' });
  expect(keys.message).toMatch(/^press k again or y to kill other/);
  press('y');
  expect(keys.message).toMatch(/^press k again or y to kill checkout-v2/);
  expect(asked).toEqual([]);
});

test('quitting asks where something is lost by it, and only then', () => {
  const watch = keysOf();
  watch.press('q');
  watch.press('ctrl-d');
  expect(watch.asked).toEqual(['quit', 'quit']);
  const run = keysOf(() => 'press q again');
  run.press('q');
  expect([run.keys.message, run.asked]).toEqual(['press q again', []]);
  run.press('q');
  expect(run.asked).toEqual(['quit']);
});

test('without a rollout only quitting does something', () => {
  const { asked, keys } = keysOf();
  for (const key of ['s', 'k', 'k', 'q']) keys.press(key, undefined);
  expect(asked).toEqual(['quit']);
  expect(keys.names(undefined)).toEqual([['q', 'quit']]);
});

test('the keys say what they do to what is shown', () => {
  const { keys } = keysOf();
  const namesOf = (shown: RolloutStatus) => keys.names(shown).map(([key, does]) => `${key} ${does}`);
  expect(namesOf(RUNNING)).toEqual(['s start', 'p pause', 'r reset', 'k kill', 'a approve', 'q quit']);
  expect(namesOf(PAUSED)[1]).toBe('p resume');
});
