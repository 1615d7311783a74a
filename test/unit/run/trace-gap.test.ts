import { expect, test } from 'vitest';
import { withGap } from '../../../src/run/trace-gap.ts';
import { traceRow } from '../../../src/run/trace-row.ts';
import { planOf, promql } from '../../support/plans.ts';

/** Holds for three ticks of a second. */
const plan = planOf([promql('A', 'rate(a[3s])')]);

const file = 'run.csv';

/** What holds a tick of a trace whose ticks came in these seconds. */
function heldBy(seconds: readonly number[], tick: number, columns = ''): readonly string[] {
  const rows = seconds.map((second, i) => `${i},2026-01-01T00:00:${String(second).padStart(2, '0')}.000Z,1`);
  const trace = `tick,time,A\n${rows.map((row) => `${row}${columns}\n`).join('')}`;
  return withGap(traceRow(trace, file, { tick }), plan, { trace, file }).heldBy;
}

test.each([
  [1, []],
  [2, ['gap']],
  [4, ['gap']],
  [5, []],
])('between ticks 1 and 2 there is a gap: tick %i is held by %j', (tick, held) => {
  expect(heldBy([0, 1, 9, 10, 11, 12], tick)).toEqual(held);
});

test('a clock that was set back is a gap too', () => {
  expect(heldBy([30, 31, 2, 3], 3)).toEqual(['gap']);
});

test('a trace of another interval has no gaps', () => {
  expect(heldBy([0, 5, 10, 15], 3)).toEqual([]);
});

test('times that are none are no gap', () => {
  const trace = 'tick,time,A\n0,a,1\n1,b,1\n';
  const row = traceRow(trace, file, { tick: 1 });
  expect(withGap(row, plan, { trace, file })).toBe(row);
});

test('a gate that takes it back stays the more cautious', () => {
  const trace =
    'tick,time,A,demand,held_by\n0,2026-01-01T00:00:00Z,1,none,\n1,2026-01-01T00:00:01Z,1,none,\n2,2026-01-01T00:00:09Z,1,reset,killed\n';
  const row = withGap(traceRow(trace, file, { tick: 2 }), plan, { trace, file });
  expect(row).toMatchObject({ demand: 'reset', heldBy: ['killed', 'gap'] });
});
