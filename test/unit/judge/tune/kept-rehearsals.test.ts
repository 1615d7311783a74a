import { expect, test } from 'vitest';
import { KeptRehearsals } from '../../../../src/judge/tune/kept-rehearsals.ts';
import { measured } from '../../../support/measured.ts';

test('the rehearsals of the first and of the first of the best are kept', () => {
  const kept = new KeptRehearsals({ maxFalseAlarms: 0.05, minCompleted: 0.9 });
  expect(kept.rehearsals).toEqual({ inUse: [], chosen: [] });
  const [inUse, better, asGood, beyond] = [[], [], [], []];
  kept.add(inUse, measured({ exposure: 5 }));
  expect(kept.rehearsals.chosen).toBe(inUse);
  kept.add(better, measured({ exposure: 3 }));
  kept.add(asGood, measured({ exposure: 3 }));
  kept.add(beyond, measured({ exposure: 1, worstFalseAlarms: 0.5 }));
  expect(kept.rehearsals.inUse).toBe(inUse);
  expect(kept.rehearsals.chosen).toBe(better);
});
