import fc from 'fast-check';
import { expect, test } from 'vitest';
import { badTicks } from '../../../src/judge/bad-ticks.ts';
import { NEVER } from '../../../src/judge/outcome.ts';
import { rehearser, rehearserOn } from '../../../src/judge/rehearse.ts';
import { decisionMemory } from '../../../src/judge/tick-memory.ts';
import { walksByTicks, walksOf } from '../../../src/judge/walks.ts';
import { historyOf, outcomeOf, simulate, steered } from '../../support/judged.ts';
import { compare, latencyPlan, planOf, promql, ramp } from '../../support/plans.ts';
import { randomHistory, randomRollout } from '../../support/random-rollout.ts';

const GOOD = 60;
const SLOW = 95;
const BAD = 110;
const good = (count: number): number[] => Array(count).fill(GOOD);

test('a rehearsal that nothing holds is complete after as many ticks as its ramp has, and one without readings', () => {
  const ground = { history: historyOf([good(20)]), horizon: 10 };
  expect(rehearser({ plan: latencyPlan() }, ground).rehearse(3)).toEqual({
    start: 3,
    ticks: 6,
    completed: 5,
    reset: NEVER,
    backward: NEVER,
    isAtFirstStep: false,
    resetBy: [],
    backwardBy: [],
    incident: NEVER,
  });
});

test('a tick sees what was evaluated on the tick before; the first reset and its criterion are kept', () => {
  const ground = { history: historyOf([[...good(5), BAD, BAD, ...good(10)]]), horizon: 12 };
  const { rehearse } = rehearser({ plan: latencyPlan() }, ground);
  expect(rehearse(2)).toMatchObject({
    reset: 4,
    completed: 10,
    ticks: 11,
    isAtFirstStep: false,
    resetBy: [2],
  });
  expect(rehearse(5)).toMatchObject({ reset: 1, completed: 7, isAtFirstStep: true });
  expect(rehearse(0)).toMatchObject({ reset: NEVER, completed: 5 });
});

test('a step back counts wherever the ramp stands', () => {
  const ground = { history: historyOf([[SLOW, SLOW, ...good(10)]]), horizon: 10 };
  const { rehearse } = rehearser({ plan: latencyPlan() }, ground);
  expect(rehearse(0)).toMatchObject({ backward: 1, backwardBy: [1], completed: 7, reset: NEVER });
  expect(rehearse(1)).toMatchObject({ backward: 1, completed: 6 });
  expect(rehearse(2)).toMatchObject({ backward: NEVER, completed: 5 });
});

test('a query that is not evaluated on every tick keeps its result, counted from the start of the rehearsal', async () => {
  const plan = planOf([
    promql('LATENCY', 'q', '3s'),
    compare('LATENCY', 'lt', 75, 'FORWARD_0'),
    compare('LATENCY', 'gt', 100, 'RESET_0'),
    ramp([[100, '30s']], { forward: 'FORWARD_0', reset: 'RESET_0' }),
  ]);
  const history = historyOf([good(30).map((reading, i) => (i === 10 ? BAD : reading))]);
  const { rehearse } = rehearser({ plan }, { history, horizon: 15 });
  expect([7, 8, 9, 10].map((start) => rehearse(start).reset)).toEqual([4, NEVER, NEVER, 1]);
  for (const start of [7, 8, 9, 10])
    expect(rehearse(start)).toMatchObject(
      outcomeOf(await simulate(plan, history, { start, horizon: 15 }), start),
    );
});

test('in the recording of a live run a late answer is seen when it is there, not with the next evaluation', async () => {
  const plan = planOf([
    promql('LATENCY', 'q', '3s'),
    compare('LATENCY', 'gt', 100, 'RESET_0'),
    ramp([[100, '30s']], { reset: 'RESET_0' }),
  ]);
  const readings = good(30).map((reading, i) => (i === 10 ? BAD : reading));
  const history = { ...historyOf([readings]), isEveryTick: true };
  const { rehearse } = rehearser({ plan }, { history, horizon: 15 });
  expect([7, 8, 9, 10].map((start) => rehearse(start).reset)).toEqual([4, 3, 2, 1]);
});

test('the dynamic configuration in force is that of the frame it begins with', () => {
  const plan = planOf([
    { bool_variable: { config_key: 'rollout', out_ports: { output: { signal_name: 'FORWARD' } } } },
    ramp([[100, '4s']], { forward: 'FORWARD' }),
  ]);
  const ground = { history: { ...historyOf([]), ticks: 20 }, horizon: 10 };
  expect(rehearser({ plan }, ground).rehearse(3)).toMatchObject({ completed: NEVER, ticks: 10 });
  const frame = steered(plan, { rollout: true });
  expect(rehearser({ plan, frame }, ground).rehearse(3)).toMatchObject({ completed: 3, ticks: 4 });
});

test('an incident ends a rehearsal that has not ended before it', () => {
  const history = historyOf([good(40)]);
  const incidents = [
    { from: 20, to: 25 },
    { from: 10, to: 12 },
  ].map((one) => badTicks(one, history, 1));
  const { rehearse } = rehearser({ plan: latencyPlan() }, { history, horizon: 10, incidents });
  expect(rehearse(3)).toMatchObject({ completed: 5, ticks: 6, incident: NEVER });
  expect(rehearse(4)).toMatchObject({ completed: 5, ticks: 6, incident: NEVER });
  expect(rehearse(5)).toMatchObject({ completed: NEVER, ticks: 5, incident: 1 });
  expect(rehearse(11)).toMatchObject({ completed: NEVER, ticks: 0, incident: 1 });
  expect(rehearse(12)).toMatchObject({ completed: 5, ticks: 6, incident: NEVER });
  expect(rehearse(24)).toMatchObject({ ticks: 0, incident: 0 });
});

test('an incident is judged by those under way at its beginning, and caught to one window behind its end', () => {
  const readings = good(40);
  readings[12] = BAD;
  const history = historyOf([readings]);
  const judgedOn = (from: number, to: number, window: number) => {
    const incidents = [badTicks({ from, to }, history, window)];
    const { rehearseIncidents } = rehearser({ plan: latencyPlan() }, { history, horizon: 10, incidents });
    return Array.from({ length: 20 }, (_, start) => rehearseIncidents(start))
      .flat()
      .map(({ start, reset }) => [start, reset]);
  };
  const [eight, nine, ten, eleven] = [
    [8, 5],
    [9, 4],
    [10, 3],
    [11, 2],
  ];
  expect(judgedOn(12, 13, 0)).toEqual([eight, nine, ten, eleven, [12, 1]]);
  expect(judgedOn(11, 12, 0)).toEqual([7, 8, 9, 10, 11].map((start) => [start, NEVER]));
  expect(judgedOn(11, 12, 1)).toEqual([[7, NEVER], eight, nine, ten, eleven]);
  expect(judgedOn(14, 16, 0)).toEqual([8, 9, 10, 11, 12, 13, 14].map((start) => [start, NEVER]));
  expect(judgedOn(14, 16, 1)).toEqual([
    [13, NEVER],
    [14, NEVER],
  ]);
});

const anyRollout = [randomRollout, randomHistory(60), fc.integer({ min: 1, max: 40 })] as const;

test('every rehearsal is what a run from its start comes to, whatever the rollout and the history', async () => {
  await fc.assert(
    fc.asyncProperty(...anyRollout, fc.boolean(), async (plan, readings, horizon, isEveryTick) => {
      const history = { ...historyOf(plan.queries.map((_, q) => readings[q]!)), ticks: 60, isEveryTick };
      const { rehearse } = rehearser({ plan }, { history, horizon });
      for (const start of [0, 20, 7]) {
        const ticks = await simulate(plan, history, { start, horizon });
        expect(rehearse(start)).toMatchObject(outcomeOf(ticks, start));
      }
    }),
    { numRuns: 200, seed: 12 },
  );
});

test('the ways through a rehearsal come to the same, with and without an incident', () => {
  fc.assert(
    fc.property(...anyRollout, (plan, readings, horizon) => {
      const history = { ...historyOf(plan.queries.map((_, q) => readings[q]!)), ticks: 60 };
      const ground = { history, horizon };
      const withIncident = { ...ground, incidents: [badTicks({ from: 15, to: 18 }, history, 2)] };
      for (const one of [ground, withIncident]) {
        const fastest = rehearserOn(walksOf({ plan }, one, decisionMemory(60, 7)), one);
        const byTicks = rehearserOn(walksByTicks({ plan }, one), one);
        for (let start = 0; start < 20; start++) {
          expect(fastest.rehearse(start)).toEqual(byTicks.rehearse(start));
          expect(fastest.rehearseIncidents(start)).toEqual(byTicks.rehearseIncidents(start));
        }
      }
    }),
    { numRuns: 300, seed: 12 },
  );
});
