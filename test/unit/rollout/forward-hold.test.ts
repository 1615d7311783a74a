import { describe, expect, test } from 'vitest';
import { countHold, holdForward, holdTicks } from '../../../src/rollout/forward-hold.ts';
import { setDemand } from '../../../src/rollout/gates/demand.ts';
import { rampOf } from '../../../src/rollout/ramp.ts';
import { planOf, promql, ramp } from '../../support/plans.ts';

test.each<[string, readonly [string, string?][], number]>([
  ['the longest range of a query', [['rate(a[30s])'], ['rate(b[5m])'], ['c']], 300],
  ['a range on top of a subquery', [['max_over_time(rate(a[1m])[10m:30s])']], 660],
  ['the evaluation interval where no query has a range', [['up'], ['down', '15s']], 15],
  ['the evaluation interval where that is longer', [['rate(a[30s])', '1m']], 60],
  ['a tick without queries', [], 1],
])('after a gap nothing moves forward for %s', (_, queries, ticks) => {
  const plan = planOf([
    { variable: { constant_output: { value: 1 }, out_ports: { output: { signal_name: 'ON' } } } },
    ...queries.map(([query, every], q) => promql(`Q${q}`, query, every)),
  ]);
  expect(holdTicks(plan)).toBe(ticks);
});

describe('a held ramp', () => {
  const variable = (key: string, value: number) => ({
    variable: {
      config_key: key,
      constant_output: { value },
      out_ports: { output: { signal_name: key.toUpperCase() } },
    },
  });
  /** What a ramp that is asked for these does after it went forward for five ticks, held for three. */
  function heldFor(asked: Readonly<Record<string, number>>): string[] {
    const plan = planOf([
      ...['forward', 'backward', 'reset'].map((key) => variable(key, key === 'forward' ? 1 : 0)),
      ramp(
        [
          [1, '0s'],
          [100, '99s'],
        ],
        { forward: 'FORWARD', backward: 'BACKWARD', reset: 'RESET' },
      ),
    ]);
    const { frame, tick } = plan.start();
    const { accept, asked: decision, heldTicks } = rampOf(plan)!;
    for (let i = 0; i < 5; i++) tick();
    for (const cell of plan.dynamic) frame[cell.slot] = asked[cell.key] ?? 0;
    holdForward(frame, 3);
    return Array.from({ length: 5 }, () => {
      setDemand(frame, countHold(frame) > 0 ? 'hold' : 'none');
      tick();
      return `${accept(frame)} ${decision(frame)} ${heldTicks(frame)}`;
    });
  }

  test('stands where it would go forward, and goes on from there', () => {
    expect(heldFor({ forward: 1 })).toEqual([
      '5 hold 3',
      '5 hold 2',
      '5 hold 1',
      '6 forward 0',
      '7 forward 0',
    ]);
  });

  test('goes back', () => {
    expect(heldFor({ backward: 1 })).toEqual(
      ['4', '3', '2', '1', '1'].map((accept) => `${accept} backward 0`),
    );
  });

  test('is reset', () => {
    expect(heldFor({ forward: 1, reset: 1 })).toEqual(Array.from({ length: 5 }, () => '1 reset 0'));
  });

  test('holds as ever where forward and backward are both true', () => {
    expect(heldFor({ forward: 1, backward: 1 })).toEqual(Array.from({ length: 5 }, () => '5 hold 0'));
  });
});
