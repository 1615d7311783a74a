import { expect, test } from 'vitest';
import { readAnswer } from '../../../../src/prometheus/api/answer.ts';
import { missingReasonText, toDiagnostic } from '../../../../src/prometheus/missing-reason.ts';

const vector = (...result: unknown[]) => ({ resultType: 'vector', result });
const sample = (value: unknown, metric = {}) => ({ metric, value: [1, value] });

test.each([
  ['a scalar', { resultType: 'scalar', result: [1, '2.5'] }, 2.5],
  ['one series', vector(sample('1e-05')), 1e-5],
  ['infinity', vector(sample('+Inf')), Number.POSITIVE_INFINITY],
])('%s', (_, data, value) => expect(readAnswer(data)).toEqual({ value }));

test.each([
  ['nothing', vector(), 'the query returns no series', 'PROM_NO_SERIES', 'Q: the query returns nothing: up'],
  [
    'two series',
    vector(sample('1', { __name__: 'm', a: 'x' }), sample('2')),
    'the query returns 2 series instead of one: m{a="x"}, {}',
    'PROM_MANY_SERIES',
    'Q: the query returns 2 series, it must give one: up: m{a="x"}, {}',
  ],
  [
    'seven series',
    vector(...[1, 2, 3, 4, 5, 6, 7].map((n) => sample('1', { n: String(n) }))),
    'the query returns 7 series instead of one: {n="1"}, {n="2"}, {n="3"}, {n="4"}, {n="5"} and 2 more',
    'PROM_MANY_SERIES',
    expect.stringContaining('7 series'),
  ],
  ['NaN', vector(sample('NaN')), 'the query gives NaN', 'PROM_NAN', 'Q: the query gives NaN: up'],
  [
    'a histogram',
    vector({ metric: {}, histogram: [1, { count: '1' }] }),
    'the query gives a native histogram, not a number',
    'PROM_HISTOGRAM',
    'Q: the query gives a native histogram, not a number: up',
  ],
  [
    'a text',
    { resultType: 'string', result: [1, 'x'] },
    'the query gives a text, not a number',
    'PROM_STRING',
    'Q: the query gives a text, not a number: up',
  ],
  [
    'samples over time',
    { resultType: 'matrix', result: [] },
    'the query gives samples over time, not one number',
    'PROM_RANGE_VECTOR',
    'Q: the query gives samples over time, not one number: up',
  ],
])('%s is no value', (_, data, words, code, message) => {
  const answer = readAnswer(data)!;
  expect(answer.value).toBeNaN();
  expect(missingReasonText(answer.missing!)).toBe(words);
  const fault = toDiagnostic(answer.missing!, { signal: 'Q', query: 'up' })!;
  expect(fault).toMatchObject({ code, severity: 'error', hint: expect.any(String) });
  expect(fault.message).toEqual(message);
});

test.each([
  ['no data', undefined],
  ['another type', { resultType: 'tensor', result: [] }],
  ['a value that is no text', vector(sample(1))],
  ['a value that is no number', vector(sample('one'))],
  ['a series that is no object', vector(7)],
  ['no result', { resultType: 'vector' }],
])('%s has the wrong shape', (_, data) => expect(readAnswer(data)).toBeUndefined());
