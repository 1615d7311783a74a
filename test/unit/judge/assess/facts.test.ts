import { describe, expect, it } from 'vitest';
import { factsOf, joinFacts } from '../../../../src/judge/assess/facts.ts';
import { outcome, reset } from '../../../support/outcomes.ts';
import { latencyPlan } from '../../../support/plans.ts';

const { NaN: none } = Number;
// Tick k looks at the reading of k-1: over 100 on 3..4, 7, 9..10.
const readings = [50, 50, 110, 130, 50, none, 105, 90, 101, 102, 50, none, none, 50];
const history = { start: 0, interval: 1, ticks: readings.length, columns: [Float64Array.from(readings)] };
const plan = latencyPlan();
/** Reset on tick 4: in 3..4. The other on tick 9. */
const first = reset(2);
const second = reset(7);

describe('the facts of a history', () => {
  const facts = factsOf(plan, history, [first, second, outcome(0)]);

  it('name the criteria, forward, backward, reset', () => {
    expect(facts.criteria).toEqual(
      ['forward', 'backward', 'reset'].map((direction) => ({ signal: 'LATENCY', direction })),
    );
  });

  it('hold the stretches in which a rehearsal was reset, with the reading furthest beyond', () => {
    expect(facts.stretches).toEqual([
      { criterion: 2, from: 3, to: 4, extreme: 130, threshold: 100 },
      { criterion: 2, from: 9, to: 10, extreme: 102, threshold: 100 },
    ]);
  });

  it('say on how many ticks there was no reading', () => {
    expect(facts.blind).toEqual({
      share: 0.214286,
      queries: { LATENCY: { share: 0.214286, longest_seconds: 2 } },
    });
  });

  it('of shards are those of the whole', () => {
    const shards = [[second], [first], [outcome(0)]].map((outcomes) => factsOf(plan, history, outcomes));
    expect(JSON.stringify(joinFacts(shards))).toBe(JSON.stringify(facts));
  });

  it('keep a reset that no run of the history shows as a stretch of its own', () => {
    const alone = factsOf(plan, history, [reset(10)]); // on tick 12, two after the last run
    expect(alone.stretches).toEqual([{ criterion: 2, from: 12, to: 12, extreme: null, threshold: null }]);
  });
});
