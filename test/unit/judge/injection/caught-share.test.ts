import { expect, test } from 'vitest';
import { caughtSample, caughtShare } from '../../../../src/judge/injection/caught-share.ts';
import { type InjectedOutcome, NEVER } from '../../../../src/judge/outcome.ts';

const outcome = (given: Partial<InjectedOutcome>): InjectedOutcome => ({
  start: 0,
  ticks: 10,
  completed: NEVER,
  reset: NEVER,
  exposed: 1,
  effective: 1,
  final: 100,
  highest: 100,
  percentHours: 1,
  incident: NEVER,
  ...given,
});

test('caught is what was reset or held, of the rehearsals that were exposed and that no incident ended', () => {
  const outcomes = [
    outcome({ reset: 3 }),
    outcome({}),
    outcome({ completed: 9 }),
    outcome({ completed: 9 }),
    outcome({ exposed: NEVER, completed: 9 }),
    outcome({ incident: 0 }),
  ];
  expect(caughtShare(outcomes)).toBe(0.5);
  expect(caughtShare([])).toBe(0);
});

test('the sample of them ascends by start, and a reset ends a rehearsal', () => {
  const outcomes = [
    outcome({ start: 40, reset: 3 }),
    outcome({ start: 20, completed: 9 }),
    outcome({ exposed: NEVER }),
  ];
  expect(caughtSample(outcomes)).toEqual({ starts: [20, 40], ends: [30, 44], hits: [false, true] });
});
