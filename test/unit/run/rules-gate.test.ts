import { describe, expect, test } from 'vitest';
import type { Plan } from '../../../src/circuit/plan.ts';
import type { GateTick } from '../../../src/rollout/gates/gate.ts';
import type { GateRules } from '../../../src/rollout/gates/rules.ts';
import type { Orders } from '../../../src/rollout/gates/view.ts';
import { rampOf } from '../../../src/rollout/ramp.ts';
import { RulesGate } from '../../../src/run/rules-gate.ts';
import { run } from '../../../src/run/run.ts';
import { scenario } from '../../../src/source/scenario.ts';
import { latencyPlan } from '../../support/plans.ts';

const RULES: GateRules = {
  start: 'immediately',
  afterReset: { isOff: false, climbs: 0 },
  withoutData: { after: 180, do: 'hold' },
  withoutPrometheus: { after: 900, do: 'hold' },
  forwardOnly: [],
  approvals: [],
  gates: [],
  requestsPerStep: 0,
  bake: 0,
  giveUpAfter: undefined,
};
const ORDERS: Orders = {
  isStarted: false,
  isPaused: false,
  isKilled: false,
  mayStartItself: true,
  reset: undefined,
  isApproved: () => false,
  isGateOpen: () => false,
  requests: undefined,
  isServerDown: false,
  others: [],
};
/** 1 % at once, then a tenth of a percent each tick. */
const SLOW = latencyPlan([
  [1, '0s'],
  [100, '990s'],
]);

interface Rehearsed {
  /** Tick by tick. */
  readonly accepts: readonly number[];
  readonly percentages: readonly number[];
  /** `tick kind reason`. */
  readonly events: readonly string[];
  readonly isDone: boolean;
}

interface Rehearsal {
  readonly rules?: Partial<GateRules>;
  /** What is said on a tick. */
  readonly orders?: (tick: GateTick) => Partial<Orders>;
  /** Readings of the latency; forward below 75, back above 90, a reset above 100. */
  readonly latency: string;
  readonly plan?: Plan;
}

async function rehearse({ rules, orders, latency, plan = SLOW }: Rehearsal): Promise<Rehearsed> {
  const built = scenario(
    { signals: { LATENCY: latency } },
    {
      name: 't',
      interval: 1,
      rampDuration: 4,
      labelKey: '',
      passThrough: () => [],
      placeOf: (path) => ({ path }),
      queries: plan.queries,
    },
  );
  const ramp = rampOf(plan)!;
  const gate = new RulesGate({
    rules: { ...RULES, ...rules },
    plan,
    ramp,
    orders: (tick) => ({ ...ORDERS, ...orders?.(tick) }),
  });
  const accepts: number[] = [];
  const percentages: number[] = [];
  const { result } = await run({
    policy: 'p',
    plan,
    source: built.scenario!.source,
    gate,
    listeners: [
      {
        onTick(_, frame) {
          accepts.push(ramp.accept(frame));
          percentages.push(gate.percentage(frame));
        },
      },
    ],
  });
  const events = result.events.map(({ tick, kind, reason }) => `${tick} ${kind} ${reason}`);
  return { accepts, percentages, events, isDone: gate.isDone };
}

describe('a veto of an hour', () => {
  const VETO = { kind: 'controller', text: 'a target has not confirmed' } as const;
  const isVetoed = (tick: number): boolean => tick >= 101 && tick < 3701;

  test('holds the ramp where it is, and after it the ramp grows by one tick at most in each tick', async () => {
    const { accepts, events } = await rehearse({
      latency: '50x3800',
      orders: ({ tick }) => ({ others: isVetoed(tick) ? [VETO] : [] }),
    });
    const growth = accepts.slice(1).map((accept, i) => accept - accepts[i]!);
    expect(new Set(accepts.slice(100, 3701)).size).toBe(1);
    expect(Math.max(...growth)).toBeCloseTo(0.1, 9);
    expect(accepts[3701]! - accepts[3700]!).toBeCloseTo(0.1, 9);
    expect(events.filter((event) => /paused|resumed|held/.test(event))).toEqual([
      '101 paused a target has not confirmed',
      '3701 resumed FORWARD_0: LATENCY = 50 < 75',
    ]);
  });

  test('leaves the same ramp as one that it did not hold, an hour later', async () => {
    const held = await rehearse({
      latency: '50x5000',
      orders: ({ tick }) => ({ others: isVetoed(tick) ? [VETO] : [] }),
    });
    const free = await rehearse({ latency: '50x1400' });
    expect([...held.accepts.slice(0, 101), ...held.accepts.slice(3701)]).toEqual(free.accepts);
  });

  test('does not hold a step back, nor a reset', async () => {
    const { accepts } = await rehearse({
      latency: '50x200 95x9 120x2 50x9',
      orders: ({ tick }) => ({ others: tick >= 101 ? [VETO] : [] }),
    });
    expect(accepts[201]).toBe(accepts[100]);
    expect(accepts[202]! - accepts[201]!).toBeCloseTo(-0.1, 9);
    expect(accepts.slice(212, 220)).toEqual([1, 1, 1, 1, 1, 1, 1, 1]);
  });
});

test('before its start nobody has the feature; then the first step, and one tick of growth at a time', async () => {
  const { percentages, accepts, events } = await rehearse({
    rules: { start: 'manually' },
    latency: '50x9',
    orders: ({ tick }) => ({ isStarted: tick >= 5 }),
  });
  expect(percentages.slice(0, 6)).toEqual([0, 0, 0, 0, 0, 1]);
  expect(accepts.slice(0, 6)).toEqual([1, 1, 1, 1, 1, 1]);
  expect(percentages[6]).toBeCloseTo(1.1, 9);
  expect(events.slice(0, 2)).toEqual([
    '0 held waits for its start',
    '5 started FORWARD_0: LATENCY = 50 < 75',
  ]);
});

test('a start at a time waits for it', async () => {
  const start = { at: Date.UTC(2024, 0, 1, 0, 0, 4) / 1000 };
  const { percentages, events } = await rehearse({ rules: { start }, latency: '50x9' });
  expect(percentages.slice(0, 5)).toEqual([0, 0, 0, 0, 1]);
  expect(events[0]).toBe('0 held starts at 1 Jan 00:00 UTC');
});

test('a start that is passed by more than an hour waits for a hand', async () => {
  const start = { at: Date.UTC(2023, 11, 31, 22, 59, 59) / 1000 };
  const { percentages, events } = await rehearse({ rules: { start }, latency: '50x9' });
  expect(new Set(percentages)).toEqual(new Set([0]));
  expect(events[0]).toBe(
    '0 held its start, 31 Dec 22:59 UTC, is passed by more than 1 h: waits for a start by hand',
  );
});

test('an approval is waited for exactly at the percentage of the step before', async () => {
  const plan = latencyPlan([
    [1, '0s'],
    [10, '2s'],
    [100, '90s'],
  ]);
  const { accepts, events } = await rehearse({
    rules: { approvals: [2] },
    plan,
    latency: '50x20',
    orders: ({ tick }) => ({ isApproved: (step) => step === 2 && tick >= 10 }),
  });
  expect(accepts.slice(0, 11)).toEqual([1, 1, 5.5, 10, 10, 10, 10, 10, 10, 10, 11]);
  expect(events.filter((event) => /paused|resumed/.test(event))).toEqual([
    '4 paused waits for approval before step 3',
    '10 resumed FORWARD_0: LATENCY = 50 < 75',
  ]);
});

test('a gate, requests and hours hold together, and all of them are said', async () => {
  const { events } = await rehearse({
    rules: {
      gates: [1],
      requestsPerStep: 1000,
      forwardOnly: [{ days: Array(7).fill(true), from: 540, to: 960, timezone: 'Europe/Berlin' }],
    },
    latency: '50x9',
    orders: ({ tick }) => ({ requests: tick * 100, isGateOpen: () => tick > 4 }),
  });
  expect(events).toEqual(['0 held outside of its hours until Mon 09:00 (Europe/Berlin)']);
});

test('the first step needs no value, the next one does', async () => {
  const { accepts, events } = await rehearse({ latency: '50x2 _x5 50x3', plan: latencyPlan() });
  expect(accepts).toEqual([1, 1, 25.75, 50.5, 50.5, 50.5, 50.5, 50.5, 50.5, 75.25, 100, 100]);
  expect(events.some((event) => event.includes('no value of LATENCY'))).toBe(true);
});

test.each([
  ['backward', 3],
  ['reset', 3],
] as const)('without a value for 3 s it goes %s', async (way, after) => {
  const { accepts, events } = await rehearse({
    rules: { withoutData: { after, do: way } },
    latency: '50x20 _x9',
  });
  const back = accepts.findIndex((accept, i) => i > 0 && accept < accepts[i - 1]!);
  expect(back).toBe(24);
  expect(accepts[24]).toBeCloseTo(way === 'reset' ? 1 : accepts[23]! - 0.1, 9);
  expect(events).toContain(`24 ${way} no value of LATENCY for 3 s`);
});

describe('after a reset', () => {
  const latency = '50x30 120x2 50x20';

  test('it waits for a start, at the first step', async () => {
    const { percentages, events } = await rehearse({ latency });
    expect(percentages.slice(32)).toEqual(Array(percentages.length - 32).fill(1));
    expect(events.at(-1)).toMatch(/^\d+ held waits for a start after its reset$/);
  });

  test('or with nobody', async () => {
    const { percentages } = await rehearse({ latency, rules: { afterReset: { isOff: true, climbs: 0 } } });
    expect(percentages.slice(33)).toEqual(Array(percentages.length - 33).fill(0));
  });

  test('or climbs again by itself, so many times', async () => {
    const { accepts } = await rehearse({
      latency: `${latency} 120x2 50x20`,
      rules: { afterReset: { isOff: false, climbs: 1 } },
    });
    expect(accepts[50]).toBeGreaterThan(1);
    expect(accepts.at(-1)).toBe(1);
  });

  test('a start by hand lets it climb', async () => {
    const { accepts } = await rehearse({
      latency,
      rules: { start: 'manually' },
      orders: ({ tick }) => ({ isStarted: tick < 33 || tick > 40 }),
    });
    expect(accepts.slice(33, 41)).toEqual(Array(8).fill(1));
    expect(accepts[42]).toBeCloseTo(1.1, 9);
  });
});

test('a kill takes it to its start, and nobody has it', async () => {
  const { percentages, events } = await rehearse({
    latency: '50x30',
    orders: ({ tick }) => ({ isKilled: tick >= 20 }),
  });
  expect(percentages[19]).toBeGreaterThan(1);
  expect(new Set(percentages.slice(20))).toEqual(new Set([0]));
  expect(events).toContain('20 reset it is killed');
});

test.each([
  [0, true],
  [20, true],
  [40, false],
])('with a bake of %i s, it is done 25 s after its last step: %s', async (bake, expected) => {
  const { isDone } = await rehearse({ rules: { bake }, latency: '50x30', plan: latencyPlan() });
  expect(isDone).toBe(expected);
});

test('given up, it holds for good', async () => {
  const { accepts, events } = await rehearse({
    rules: { giveUpAfter: { after: 20, do: 'hold' } },
    latency: '50x40',
  });
  expect(new Set(accepts.slice(20)).size).toBe(1);
  expect(events.at(-1)).toBe('21 paused given up: not complete 20 s after its start');
});

test('a reset that somebody asks for waits for a start also where the ramp had not left its start', async () => {
  const { accepts, events } = await rehearse({
    latency: 'NaNx10 50x30',
    orders: ({ tick }) => ({ isStarted: true, reset: tick === 5 ? 'reset by ann@host' : undefined }),
  });
  expect(new Set(accepts)).toEqual(new Set([1]));
  expect(events.some((event) => event.includes('waits for a start after its reset'))).toBe(true);
});
