import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { Rehearsals, type RehearsalTask } from '../../../../src/cli/judge/rehearsals.ts';
import { Workers } from '../../../../src/cli/judge/workers.ts';
import type { History } from '../../../../src/judge/history.ts';
import { judge } from '../../../../src/judge/judge.ts';
import { startNumbers } from '../../../../src/judge/shard.ts';
import { decisionMemory, headroomMemory } from '../../../../src/judge/tick-memory.ts';
import { sharedColumns } from '../../../../src/source/columns.ts';
import { steered } from '../../../support/judged.ts';
import { renderedPlan } from '../../../support/rendered-plan.ts';

const TICKS = 3000;
const [latency] = sharedColumns(1, TICKS) as [Float64Array];
for (let tick = 0; tick < TICKS; tick++)
  latency[tick] = tick % 97 === 0 ? Number.NaN : 50 + (tick % 29) + 20 * Math.sin(tick / 50);
latency.fill(120, 800, 803);
const history: History = { start: 0, interval: 1, ticks: TICKS, columns: [latency] };

const driver =
  '{selectors: [{service: any, control_point: c}], window: 30s, criteria: {forward: {threshold: 75}, backward: {threshold: 90}, reset: {threshold: 105}}}';
const { plan, resource } = renderedPlan({ drivers: `average_latency_drivers: [${driver}]` });
const document = { rollout: true };
const injection = {
  effect: 'AVERAGE_LATENCY_0: x1.2',
  signal: 'AVERAGE_LATENCY_0',
  query: 0,
  operator: 'x' as const,
  size: 1.2,
  from: 0,
  after: 0,
  share: { kind: 'whole' as const },
  window: 30,
  offset: 0,
};
const task: RehearsalTask = {
  policy: { plan, frame: steered(plan, document), document, loaded: { resource } },
  starts: { every: 5, count: 400, horizon: 900 },
  incidents: [{ from: 1500, to: 1600, quietFrom: 1470, caughtTo: 1630 }],
  injections: [injection],
};
const numbers = startNumbers(400);
const { policy, ...judging } = task;
const expected = [...judge({ ...judging, judged: policy, history }, numbers)];
const memory = { decisions: decisionMemory(TICKS, 64), headrooms: [headroomMemory(TICKS, 64)] };
const sent = { ...judging, policy: { circuit: resource.spec.circuit, document }, memory };
const uninterrupted = { signal: new AbortController().signal, onDone: () => {} };

test('the outcomes are of several sorts', () => {
  const count = (isSo: (one: (typeof expected)[number]) => boolean) => expected.filter(isSo).length;
  expect(count(({ healthy }) => healthy.reset >= 0)).toBeGreaterThan(10);
  expect(count(({ healthy }) => healthy.completed >= 0)).toBeGreaterThan(10);
  expect(count(({ incidents }) => incidents.length > 0)).toBeGreaterThan(10);
  expect(count(({ injected }) => injected[0]!.reset >= 0)).toBeGreaterThan(10);
});

describe.each([1, 2, 3])('%i workers', (count) => {
  let workers: Workers;
  beforeAll(() => {
    workers = new Workers(count, history);
  });
  beforeEach(() => {
    for (const { blocks } of [memory.decisions, ...memory.headrooms]) blocks.states.fill(0);
  });
  afterAll(() => workers.close());

  test('come to what one thread does, in the order of the starts', async () => {
    expect(await workers.rehearse(sent, numbers, uninterrupted)).toEqual(expected);
  });

  test('take another task, of part of the starts, after the first', async () => {
    const some = startNumbers(400, { part: 2, of: 7 });
    const healthy = await workers.rehearse({ ...sent, injections: [] }, some, uninterrupted);
    const alone = [...judge({ ...judging, injections: [], judged: policy, history }, some)];
    expect(healthy).toEqual(alone);
  });

  test('end after an interrupt with the rehearsals that are done, and say how many these are', async () => {
    const interrupt = new AbortController();
    let done = 0;
    const outcomes = await workers.rehearse(sent, numbers, {
      signal: interrupt.signal,
      onDone(count) {
        done = count;
        if (count > 40) interrupt.abort();
      },
    });
    expect(outcomes).toHaveLength(done);
    expect(outcomes.length).toBeLessThan(expected.length);
    expect(outcomes).toEqual(expected.slice(0, done));
  });
});

test.each([1, 2])('rehearsals with %i jobs are the same, little work or much', async (jobs) => {
  const rehearsals = new Rehearsals(history, jobs);
  let looked = 0;
  const meanwhile = () => {
    looked++;
  };
  const far = { ...task, starts: { ...task.starts, horizon: 1005 }, injections: Array(10).fill(injection) };
  try {
    expect(await rehearsals.rehearse(task, numbers, uninterrupted)).toEqual(expected);
    expect(looked).toBe(0);
    const outcomes = await rehearsals.rehearse(far, numbers, { ...uninterrupted, meanwhile });
    expect(looked).toBe(1);
    const { policy, ...judging } = far;
    expect(outcomes).toEqual([...judge({ ...judging, judged: policy, history }, numbers)]);
  } finally {
    await rehearsals.close();
  }
});
