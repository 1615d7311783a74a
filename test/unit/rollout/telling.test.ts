import { expect, test } from 'vitest';
import { type Telling, toTell } from '../../../src/rollout/telling.ts';

const TOLD: Telling = { told: 20, percentage: 25, last: 100, since: 3, every: 10 };

test.each<[string, Partial<Telling>, number]>([
  ['more waits for its time', {}, 20],
  ['more is told when its time has come', { since: 10 }, 25],
  ['more is told at once where that is no time', { every: 0 }, 25],
  ['the first percentage is told at once', { told: 0, percentage: 1 }, 1],
  ['the last percentage is told at once', { percentage: 100 }, 100],
  ['the last percentage of a ramp that ends below all', { percentage: 25, last: 25 }, 25],
  ['less is told at once', { percentage: 19 }, 19],
  ['nothing is told at once', { percentage: 0 }, 0],
  ['the same stays', { percentage: 20 }, 20],
])('%s', (_, other, told) => {
  expect(toTell({ ...TOLD, ...other })).toBe(told);
});
