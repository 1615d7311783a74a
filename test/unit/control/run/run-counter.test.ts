import { expect, test } from 'vitest';
import { countedApi } from '../../../../src/control/run/counted-api.ts';
import { RunCounter } from '../../../../src/control/run/run-counter.ts';
import { fail } from '../../../../src/errors/rollout-error.ts';
import { latencyPlan } from '../../../support/plans.ts';

test('a target counts from 0 on, so that a rate sees its first failure', () => {
  const counter = new RunCounter(latencyPlan(), ['flagd a', 'exec b']);
  counter.targetFailed('exec b');
  counter.targetFailed('exec b');
  expect(counter.counts.targetFailures).toEqual({ 'flagd a': 0, 'exec b': 2 });
});

test('a tick leaves what its drivers read, and by how much it was late', () => {
  const plan = latencyPlan();
  const counter = new RunCounter(plan, []);
  expect(counter.counts).toMatchObject({ signals: {}, tickDelay: 0 });
  const { frame } = plan.start();
  const { slot } = plan.columns.find(({ name }) => name === 'LATENCY')!;
  frame[slot] = 61.5;
  counter.tickRan(frame, 0.25);
  frame[slot] = Number.NaN;
  expect(counter.counts).toMatchObject({ signals: { LATENCY: 61.5 }, tickDelay: 0.25 });
  counter.tickRan(frame, -0.001);
  expect(counter.counts).toMatchObject({ signals: { LATENCY: Number.NaN }, tickDelay: 0 });
});

test('a query without an answer is counted, and fails as it did; one that is interrupted is not', async () => {
  const counter = new RunCounter(latencyPlan(), []);
  const problems = [fail('INTERRUPTED', {}), new Error('down')];
  const server = {
    instant: async () => {
      throw problems.pop();
    },
    facts: () => ({ url: '', server: null, kind: 'unknown' as const }),
    warnings: () => [],
    close: () => {},
  };
  const api = countedApi(server, counter);
  await expect(api.instant('up', 0)).rejects.toThrow('down');
  expect(counter.counts.queryFailures).toBe(1);
  await expect(api.instant('up', 0)).rejects.toThrow();
  expect(counter.counts.queryFailures).toBe(1);
});
