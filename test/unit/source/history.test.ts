import { describe, expect, test } from 'vitest';
import { fail, type RolloutError } from '../../../src/errors/rollout-error.ts';
import type { PrometheusApi } from '../../../src/prometheus/api.ts';
import { openHistory } from '../../../src/source/history.ts';
import type { Source, SourceQuery } from '../../../src/source/source.ts';
import { fakeApi, seriesOf } from '../../support/fake-api.ts';

const query = (signal: string, every = 1): SourceQuery => ({
  signal,
  query_string: signal.toLowerCase(),
  every,
});
const open = (api: PrometheusApi, queries: SourceQuery[], from: number, to: number, interval = 10) =>
  openHistory({ api, queries, interval, from, to });

/** All readings of a source, in fills of so many ticks; NaN where a query is not evaluated. */
async function drain(source: Source, queries: number, batch = source.batch): Promise<number[][]> {
  const all: number[][] = Array.from({ length: queries }, () => []);
  for (let first = 0; first < source.ticks; first += batch) {
    const count = Math.min(batch, source.ticks - first);
    const columns = all.map(() => new Float64Array(batch).fill(Number.NaN));
    await source.fill(columns, first, count, 0);
    columns.forEach((column, q) => all[q]!.push(...column.subarray(0, count)));
  }
  return all;
}

const value = (name: string, time: number) => time + name.length;

test('ticks are multiples of the interval from the floor of `from` to before `to`', async () => {
  const api = fakeApi({ value });
  const source = open(api, [query('A')], 1007, 1035);
  expect([source.start, source.ticks, source.batch]).toEqual([1000, 4, 11_000]);
  expect(await drain(source, 1)).toEqual([[1001, 1011, 1021, 1031]]);
  expect(api.asked).toEqual([{ query: 'a', start: 1000, end: 1030, step: 10 }]);
});

test.each([
  ['0.1 s', 0.1, 100.05, 100.3, 100, 3],
  ['1 s', 1, 1.7e9, 1.7e9 + 2, 1.7e9, 2],
  ['1 min', 60, 1_700_000_059, 1_700_000_101, 1_700_000_040, 2],
  ['an empty span', 10, 100, 100, 100, 0],
])('grid of %s', (_, interval, from, to, start, ticks) => {
  const source = open(fakeApi({ value }), [query('A')], from, to, interval);
  expect([source.start, source.ticks]).toEqual([start, ticks]);
});

test('an interval that is no whole number of milliseconds is refused', () => {
  expect(() => open(fakeApi({}), [query('A')], 0, 10, 0.0005)).toThrow(expect.objectContaining({ exit: 3 }));
});

test('chunks of 11,000 points, no point asked twice, each query at its own step', async () => {
  const api = fakeApi({ value });
  const queries = [query('A'), query('LONG', 3)];
  const source = open(api, queries, 0, 330_010);
  const [a, long] = await drain(source, 2);
  expect(a).toEqual(Array.from({ length: 33_001 }, (_, k) => k * 10 + 1));
  expect(long!.filter((reading) => !Number.isNaN(reading))).toEqual(
    Array.from({ length: 11_001 }, (_, k) => k * 30 + 4),
  );
  expect(
    api.asked.map(({ query: name, start, end, step }) => `${name} ${start}-${end}/${step}`).sort(),
  ).toEqual([
    'a 0-109990/10',
    'a 110000-219990/10',
    'a 220000-329990/10',
    'a 330000-330000/10',
    'long 0-329970/30',
    'long 330000-330000/30',
  ]);
});

test.each([1, 7, 100, 10_999, 11_001, 44_000])('the same readings in fills of %i ticks', async (batch) => {
  const queries = [query('A'), query('B', 4)];
  const whole = await drain(open(fakeApi({ value }), queries, 0, 240_000), 2);
  expect(await drain(open(fakeApi({ value }), queries, 0, 240_000), 2, Math.max(batch, 100))).toEqual(whole);
});

test('a few chunks ahead, never all', async () => {
  const api = fakeApi({ value });
  const source = open(api, [query('A')], 0, 110_000 * 100);
  await source.fill([new Float64Array(11_000)], 0, 11_000, 0);
  expect(api.asked.length).toBeGreaterThan(3);
  expect(api.asked.length).toBeLessThan(13);
});

test('opened ahead it asks for a few chunks at once, each of them once', async () => {
  const api = fakeApi({ value });
  const options = { api, queries: [query('A')], interval: 10, from: 0, to: 10 * 11_000 * 9 };
  openHistory(options);
  expect(api.asked).toEqual([]);
  const source = openHistory({ ...options, ahead: true });
  expect(api.asked.map(({ start }) => start / 110_000)).toEqual([0, 1, 2, 3]);
  await drain(source, 1);
  expect(api.asked.map(({ start }) => start / 110_000)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
});

test('opened with a cursor, no point before it is asked for', async () => {
  const api = fakeApi({ value });
  const queries = [query('A'), query('B', 7)];
  const none = { missing: 0, run: 0, why: '', longest: { end: 0, count: 0, why: '' } };
  const gaps = [22_000, 3143].map((seen) => ({ ...none, seen }));
  const cursor = { tick: 22_000, gaps };
  const source = openHistory({ api, queries, interval: 1, from: 0, to: 40_000, cursor, ahead: true });
  const columns = queries.map(() => new Float64Array(11_000).fill(Number.NaN));
  await source.fill(columns, 22_000, 11_000, 0);
  expect(api.asked.map(({ query: text, start, end }) => [text, start, end])).toEqual([
    ['b', 22_001, 39_998],
    ['a', 22_000, 32_999],
    ['a', 33_000, 39_999],
  ]);
  expect([columns[0]![0], columns[1]![1], columns[1]![8]]).toEqual([22_001, 22_002, 22_009]);
});

test('a batch is not larger than four chunks, however rarely queries run', () => {
  expect(open(fakeApi({}), [query('A', 360), query('B', 720)], 0, 1e9).batch).toBe(44_000);
});

describe('points without one value', () => {
  const series =
    (...readings: (number | undefined)[]) =>
    (_: string, time: number) =>
      readings[time / 10];
  test('each says why, and the longest gap is reported', async () => {
    const api = fakeApi({
      range: (asked) => [
        seriesOf(asked, series(1, undefined, undefined, Number.NaN, 5, 6, 7), { a: 'x' }),
        {
          ...seriesOf(asked, series(undefined, undefined, undefined, undefined, undefined, 6), { a: 'y' }),
          histograms: [60_000],
        },
      ],
    });
    const source = open(api, [query('A')], 0, 80);
    expect(await drain(source, 1)).toEqual([
      [1, Number.NaN, Number.NaN, Number.NaN, 5, Number.NaN, Number.NaN, Number.NaN],
    ]);
    expect(Array.from({ length: 8 }, (_, tick) => source.why(0, tick))).toEqual([
      undefined,
      'the query returns no series',
      'the query returns no series',
      'the query gives NaN',
      undefined,
      'the query returns 2 series instead of one: {a="x"}, {a="y"}',
      'the query returns 2 series instead of one: {a="x"}, {a="y"}',
      'the query returns no series',
    ]);
    expect(source.diagnostics(source.ticks).map(({ code, message }) => [code, message])).toEqual([
      ['PROM_OPEN_LOOP', expect.stringContaining('open loop')],
      [
        'PROM_GAPS',
        'A had no value on 6 of 8 evaluations, longest from 1970-01-01T00:00:10.000Z to 1970-01-01T00:00:30.000Z (30 s): the query returns no series',
      ],
    ]);
  });

  test.each([
    [
      'in the middle of the gap',
      61,
      '1 of 16 evaluations, longest from TIME:10:00.000Z to TIME:10:00.000Z (40 s)',
    ],
    [
      'before its second evaluation',
      64,
      '1 of 16 evaluations, longest from TIME:10:00.000Z to TIME:10:00.000Z (40 s)',
    ],
    ['after it', 65, '2 of 17 evaluations, longest from TIME:10:00.000Z to TIME:10:40.000Z (1 min 20 s)'],
    ['before the gap', 60, undefined],
    ['at its end', 100, '5 of 25 evaluations, longest from TIME:10:00.000Z to TIME:12:40.000Z (3 min 20 s)'],
  ])('a run that ended %s is told of the gaps of its own ticks', async (_, ran, gaps) => {
    const isDark = (time: number) => time >= 600 && time < 800;
    const api = fakeApi({ value: (_, time) => (isDark(time) ? undefined : time) });
    const source = open(api, [query('A', 4)], 0, 1000);
    await drain(source, 1);
    expect(source.diagnostics(ran)[1]?.message).toBe(
      gaps && `A had no value on ${gaps.replaceAll('TIME', '1970-01-01T00')}: the query returns no series`,
    );
  });

  test('a whole history without the query', async () => {
    const source = open(fakeApi({}), [query('A', 2)], 0, 100);
    await drain(source, 1);
    expect(source.diagnostics(source.ticks)[1]!.message).toBe(
      'A had no value on 5 of 5 evaluations, longest from 1970-01-01T00:00:00.000Z to 1970-01-01T00:01:20.000Z (1 min 40 s): the query returns no series',
    );
  });
});

describe('failures', () => {
  const failing = (problem: () => RolloutError, when: (start: number) => boolean) =>
    fakeApi({ range: (asked) => (when(asked.start) ? Promise.reject(problem()) : [seriesOf(asked, value)]) });
  const outcome = (source: Source) =>
    drain(source, 1).then(
      () => 'good',
      (problem: RolloutError) => `${problem.exit} ${problem.message} | ${problem.diagnostics[0]!.hint}`,
    );

  test('the span that failed is named, and all requests end', async () => {
    const api = failing(
      () => fail('PROM_TIMEOUT', { url: 'u', seconds: 30, tries: 3 }),
      (start) => start === 110_000,
    );
    expect(await outcome(open(api, [query('A')], 0, 400_000))).toBe(
      '4 the history of A from 1970-01-02T06:33:20.000Z to 1970-01-03T13:06:30.000Z could not be read: u did not answer within 30 s (tried 3 times)' +
        ' | raise --timeout, or make the query cheaper; nothing was decided on a shorter history: run it again, or leave that span out with --from or --to',
    );
    expect(api.isClosed).toBe(true);
  });

  test('a span that is too much is read in halves', async () => {
    let refused = 0;
    const api = fakeApi({
      range: (asked) => {
        if (asked.end - asked.start <= 30_000) return [seriesOf(asked, value)];
        refused++;
        throw fail('PROM_QUERY_LIMIT', { query: 'a', words: 'too many samples' });
      },
    });
    expect(await drain(open(api, [query('A')], 0, 109_990), 1)).toEqual([
      Array.from({ length: 10_999 }, (_, k) => k * 10 + 1),
    ]);
    expect(refused).toBe(3);
  });

  test('a span that stays too much is an error', async () => {
    const api = failing(
      () => fail('PROM_QUERY_LIMIT', { query: 'a', words: 'no' }),
      () => true,
    );
    expect(await outcome(open(api, [query('A')], 0, 1000))).toMatch(
      /^4 the history of A from 1970-01-01T00:00:00.000Z to 1970-01-01T00:00:00.000Z could not be read: /,
    );
  });

  test('a server that moves times is refused', async () => {
    const api = fakeApi({ range: (asked) => [seriesOf({ ...asked, start: asked.start + 3 }, value)] });
    expect(await outcome(open(api, [query('A')], 1000, 2000))).toMatch(
      /^4 http:\/\/prometheus.test moves the times of an answer: asked for 1970-01-01T00:16:40.000Z every 10 s, got 1970-01-01T00:16:43.000Z/,
    );
  });

  test('an interrupt comes back quietly and leaves the columns', async () => {
    const source = open(
      failing(
        () => fail('INTERRUPTED', {}),
        () => true,
      ),
      [query('A')],
      0,
      1000,
    );
    const column = new Float64Array(100).fill(7);
    await source.fill([column], 0, 100, 0);
    expect(column.every((reading) => reading === 7)).toBe(true);
  });
});
