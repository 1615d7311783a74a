import { expect, test } from 'vitest';
import { RequestCount } from '../../../../src/control/run/request-count.ts';
import { rampOf } from '../../../../src/rollout/ramp.ts';
import { latencyPlan } from '../../../support/plans.ts';

const ramp = {
  ...rampOf(
    latencyPlan([
      [1, '1s'],
      [100, '1s'],
    ]),
  )!,
  step: (frame: Float64Array) => frame[0]!,
  count: (frame: Float64Array) => frame[1]!,
};

test('requests count from the first answer on, in the step that the ramp is in', async () => {
  const answers = [100, 140, Number.NaN, 10, 30, 50];
  const count = new RequestCount(ramp, async () => answers.shift()!);
  const seen: (number | undefined)[] = [];
  // The step and the ticks in it: at 0 ticks of the second step it is in the first one still.
  for (const place of [
    [0, 0],
    [0, 1],
    [0, 2],
    [0, 3],
    [1, 0],
    [1, 1],
  ]) {
    count.see(Float64Array.from(place));
    await new Promise((done) => setImmediate(done));
    seen.push(count.requests);
  }
  // A counter that began anew counts from 0.
  expect(seen).toEqual([0, 40, 40, 50, 70, 20]);
});

test('nobody knows them before the first answer, nor from a server that is away', async () => {
  const count = new RequestCount(ramp, () => Promise.reject(new Error('away')));
  count.see(Float64Array.from([0, 0]));
  await new Promise((done) => setImmediate(done));
  expect(count.requests).toBe(undefined);
});
