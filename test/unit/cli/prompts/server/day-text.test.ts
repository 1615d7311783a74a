import { expect, test } from 'vitest';
import { noPaint } from '../../../../../src/cli/paint.ts';
import { dayText, sparkline } from '../../../../../src/cli/prompts/server/day-text.ts';

test('a part of the sparkline is the highest of its values, blank where there is none', () => {
  const values = Float64Array.from([0, 1, 7, 2, Number.NaN, Number.NaN, Number.POSITIVE_INFINITY, 3]);
  expect(sparkline(values, 4)).toBe('▂█ ▄');
  expect(sparkline(values, 100)).toBe('▁▂█▃   ▄');
  expect(sparkline(Float64Array.from([2, 2]), 10)).toBe('▁▁');
  expect(sparkline(Float64Array.from([Number.NaN]), 10)).toBe('');
});

test('the figures, the gaps and the proposal are in the unit; what the server said is not obeyed', () => {
  const values = Float64Array.from([1, 2, 3, Number.NaN]);
  const day = {
    values,
    ascending: values.slice(0, 3),
    coverage: 0.75,
    now: Number.NaN,
    missing: 'no \u001b[31mseries',
  };
  const scale = { unit: 'ms', isLowGood: true, key: 'threshold', hasOperator: true } as const;
  const prompts = { paint: noPaint, columns: 80 };
  const proposal = { forward: '3', reset: '4' };
  expect(dayText({ ...day, missing: undefined, now: 3 }, { scale, proposal, prompts })).toBe(
    [
      '  ▁▅█ ',
      '  last day: min 1, median 2, p95 3, max 3 ms, now 3',
      '  no value 25 % of the last day',
      '  proposed: forward below 3 ms (p95 + 10 %), reset above 4 ms (max + 25 %)',
    ].join('\n'),
  );
  expect(dayText(day, { scale, proposal: undefined, prompts })).toContain(
    '  no �[31mseries\n  nothing is proposed',
  );
});
