import { expect, test } from 'vitest';
import { run } from '../../../src/run/run.ts';
import type { ScenarioDocument } from '../../../src/source/scenario/document.ts';
import { scenario } from '../../../src/source/scenario.ts';
import { latencyPlan } from '../../support/plans.ts';

const setting = {
  name: 't',
  interval: 1,
  rampDuration: 4,
  labelKey: '',
  passThrough: () => [],
  placeOf: (path: string) => ({ path }),
};

const rehearse = (document: ScenarioDocument, plan = latencyPlan()) => {
  const built = scenario(document, { ...setting, queries: plan.queries });
  return run({
    policy: 'p',
    plan,
    source: built.scenario!.source,
    steering: { planned: built.scenario!.planned },
  });
};

const cases: {
  name: string;
  latency: string;
  outcome: string;
  counts: [number, number, number, number];
  events: string[];
}[] = [
  {
    name: 'nothing in the way',
    latency: '50x9',
    outcome: 'completed',
    counts: [5, 0, 0, 5],
    events: ['1 started', '1 step', '5 completed'],
  },
  { name: 'never starts', latency: '80x4', outcome: 'not_started', counts: [0, 0, 0, 5], events: [] },
  {
    name: 'held, then goes on',
    latency: '50x2 80x1 50x4',
    outcome: 'completed',
    counts: [5, 0, 0, 5],
    events: ['1 started', '1 step', '4 paused', '6 resumed', '7 completed'],
  },
  {
    name: 'steps back',
    latency: '50x3 95x9',
    outcome: 'rolled_back',
    counts: [4, 5, 0, 5],
    events: ['1 started', '1 step', '5 backward', '8 step'],
  },
  {
    name: 'resets',
    latency: '50x3 120x1 80x3',
    outcome: 'rolled_back',
    counts: [4, 0, 2, 4],
    events: ['1 started', '1 step', '5 reset'],
  },
  {
    name: 'a gap holds',
    latency: '50x2 _x2 50x4',
    outcome: 'completed',
    counts: [5, 0, 0, 5],
    events: ['1 started', '1 step', '4 invalid', '4 paused', '6 valid', '6 resumed', '7 completed'],
  },
];

test.each(cases)('$name: $latency', async ({ latency, outcome, counts, events }) => {
  const { result } = await rehearse({ signals: { LATENCY: latency } });
  expect(result.events.map((event) => `${event.tick} ${event.kind}`)).toEqual(events);
  const { forward, backward, reset, hold } = result.counts;
  expect([forward, backward, reset, hold]).toEqual(counts);
  expect(result.outcome).toBe(outcome);
});

test('reasons name the reading, its threshold and what was measured', async () => {
  const { result } = await rehearse({ signals: { LATENCY: '50x3 120x1 _' } });
  const reasons = Object.fromEntries(result.events.map((event) => [event.kind, event.reason]));
  expect(reasons.reset).toBe('RESET_0: LATENCY = 120 > 100');
  expect(reasons.started).toBe('FORWARD_0: LATENCY = 50 < 75');
});

test('a scenario, which never waits, can be interrupted all the same', async () => {
  const plan = latencyPlan();
  const source = scenario(
    { duration: '1000000s', signals: { LATENCY: 80 } },
    { ...setting, queries: plan.queries },
  ).scenario!.source;
  const ctrlC = new AbortController();
  setTimeout(() => ctrlC.abort(), 5);
  const { result } = await run({ policy: 'p', plan, source, signal: ctrlC.signal });
  expect([result.outcome, result.ticks < 1_000_000]).toEqual(['interrupted', true]);
});

test('the source is told in the promised order', async () => {
  const { result } = await rehearse({ duration: '1s' });
  expect(Object.keys(result.source)).toEqual(['kind', 'name', 'url', 'from', 'to', 'server']);
});

test('a history that is cut off is interrupted, whatever the ramp had come to', async () => {
  const plan = latencyPlan();
  const ctrlC = new AbortController();
  const built = scenario({ signals: { LATENCY: '50x100' } }, { ...setting, queries: plan.queries });
  const source = built.scenario!.source;
  const onTick = (tick: number) => {
    if (tick === 20) ctrlC.abort();
  };
  const options = { policy: 'p', plan, source, onTick, signal: ctrlC.signal };
  const { result } = await run(options);
  expect(result.events.map(({ kind }) => kind)).toContain('completed');
  expect([result.outcome, result.completed_at, result.ticks]).toEqual(['interrupted', null, 21]);
  const whole = await run({ ...options, ticks: 21, signal: undefined });
  expect(whole.result.outcome).toBe('completed');
});
