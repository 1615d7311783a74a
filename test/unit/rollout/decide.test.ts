import { expect, it } from 'vitest';
import { decide } from '../../../src/rollout/decide.ts';

it.each([
  [false, false, false, 'hold'],
  [true, false, false, 'forward'],
  [false, true, false, 'backward'],
  [true, true, false, 'hold'],
  [false, false, true, 'reset'],
  [true, false, true, 'reset'],
  [false, true, true, 'reset'],
  [true, true, true, 'reset'],
] as const)('forward %s, backward %s and reset %s: %s', (forward, backward, reset, decision) => {
  expect(decide({ forward, backward, reset })).toBe(decision);
});
