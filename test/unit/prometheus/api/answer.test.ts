import { expect, test } from 'vitest';
import { readAnswer } from '../../../../src/prometheus/api/answer.ts';
import { missingReasonText, toDiagnostic } from '../../../../src/prometheus/missing-reason.ts';

const vector = (...result: unknown[]) => ({ resultType: 'vector', result });
const sample = (value: unknown, metric = {}) => ({ metric, value: [1, value] });

test.each([
  ['a scalar', { resultType: 'scalar', result: [1, '2.5'] }, 2.5],
  ['one series', vector(sample('1e-05')), 1e-5],
  ['infinity', vector(sample('+Inf')), Number.POSITIVE_INFINITY],
])('%s', (_, data, value) => expect(readAnswer(data, 1)).toEqual({ value }));

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
  const answer = readAnswer(data, 1)!;
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
])('%s has the wrong shape', (_, data) => expect(readAnswer(data, 1)).toBeUndefined());

/** 2026-11-21T12:00:00.123Z, and what servers write of it. */
const ASKED = 1_795_262_400.123;

test.each([
  ['to the millisecond', 1_795_262_400.123],
  ['with more digits than a millisecond has', 1_795_262_400.12304],
])('an answer of the time it was asked for, %s, is a value', (_, time) => {
  expect(readAnswer({ resultType: 'scalar', result: [time, '1'] }, ASKED)).toEqual({ value: 1 });
  expect(readAnswer(vector({ metric: {}, value: [time, '1'] }), ASKED)).toEqual({ value: 1 });
});

const OF_ANOTHER_TIME = 'not of the time it was asked for';

test.each([
  ['a day old', ASKED - 86_400, `the answer is of 2026-11-20T12:00:00.123Z, ${OF_ANOTHER_TIME}`],
  ['a millisecond later', ASKED + 0.001, `the answer is of 2026-11-21T12:00:00.124Z, ${OF_ANOTHER_TIME}`],
  ['rounded to seconds', 1_795_262_400, `the answer is of 2026-11-21T12:00:00.000Z, ${OF_ANOTHER_TIME}`],
  ['zero', 0, `the answer is of 1970-01-01T00:00:00.000Z, ${OF_ANOTHER_TIME}`],
  ['beyond the calendar', 1e300, `the answer is of +275760-09-13T00:00:00.000Z, ${OF_ANOTHER_TIME}`],
  ['null', null, 'the answer has no time'],
  ['a text', '1795262400.123', 'the answer has no time'],
])('an answer whose time is %s is no value', (_, time, words) => {
  for (const data of [
    { resultType: 'scalar', result: [time, '50'] },
    vector({ metric: {}, value: [time, '50'] }),
  ]) {
    const { value, missing } = readAnswer(data, ASKED)!;
    expect([value, missingReasonText(missing!)]).toEqual([Number.NaN, words]);
    expect(toDiagnostic(missing!, { signal: 'Q', query: 'up' })).toMatchObject({ code: 'PROM_TIME' });
  }
});
