import { describe, expect, test } from 'vitest';
import { fail } from '../../../src/errors/rollout-error.ts';
import type { Answer } from '../../../src/prometheus/api/answer.ts';
import { openLive } from '../../../src/source/live.ts';
import { fakeApi } from '../../support/fake-api.ts';
import { fakeClock } from '../../support/fake-clock.ts';

const down = () => fail('PROM_UNREACHABLE', { url: 'u', why: 'refused', tries: 1 });

interface Step {
  /** What the server answers: a value, `late` for not before the test says so, `down`, or `none`. */
  readonly answer: number | 'late' | 'down' | 'none';
  /** Let a late answer of this value come before the fill ends. */
  readonly arrives?: number;
  readonly reading: number;
  readonly faults?: readonly string[];
  readonly why?: string;
}

/** The queries of these tests, one that is evaluated every so many ticks. */
const queryEvery = (every: number) => [{ signal: 'A', query_string: 'a', every }];

async function play(steps: readonly Step[], every = 1): Promise<number[]> {
  const clock = fakeClock(1_000_000.4);
  const late: ((answer: Answer) => void)[] = [];
  let step = steps[0]!;
  const times: number[] = [];
  const api = fakeApi({
    instant: (_, time) => {
      times.push(time - 1_000_000);
      if (step.answer === 'down') throw down();
      if (step.answer === 'late') return new Promise((resolve) => late.push(resolve));
      return step.answer === 'none'
        ? { value: Number.NaN, missing: { kind: 'no_series' } }
        : { value: step.answer };
    },
  });
  const source = openLive({ api, queries: queryEvery(every), interval: 1, clock });
  const column = new Float64Array(1);
  for (const [tick, each] of steps.entries()) {
    step = each;
    expect(source.pacer.left(tick)).toBeLessThanOrEqual(0);
    source.pacer.begin();
    const filled = source.fill([column], tick, 1, 0) as Promise<void>;
    filled.catch(() => {}); // it is awaited below
    if (each.arrives !== undefined) late.shift()!({ value: each.arrives });
    await clock.advance(1);
    await filled;
    expect([tick, column[0]]).toEqual([tick, each.reading]);
    expect(source.faults().map(({ kind, tick: at, reason }) => `${at} ${kind} ${reason}`)).toEqual(
      each.faults ?? [],
    );
    expect(source.why(0, tick)).toBe(each.why);
  }
  return times;
}

const REASON = 'u cannot be reached: refused';
const NO_ANSWER = 'source_error no answer for 1 s: A';
const BACK = 'source_recovered the server answers again';
const tooOld = (second: number) => `too old: the last answer is of 1970-01-12T13:46:4${second}.000Z`;

describe('live', () => {
  test('a reading a tick', () =>
    play([
      { answer: 1, reading: 1 },
      { answer: 2, reading: 2 },
      { answer: 'none', reading: Number.NaN, why: 'the query returns no series' },
    ]));

  test('the last answer is held for one evaluation interval after its next evaluation was due, then it is invalid', async () => {
    const times = await play([
      { answer: 1, reading: 1 },
      { answer: 'late', reading: 1, faults: [`1 ${NO_ANSWER}`] },
      { answer: 9, reading: Number.NaN, why: tooOld(0) },
      { answer: 9, reading: Number.NaN, why: tooOld(0) },
    ]);
    expect(times).toEqual([0, 1]); // what is late is not asked for again meanwhile
  });

  test('the same with an evaluation interval of three ticks', async () => {
    const times = await play(
      [
        { answer: 1, reading: 1 },
        { answer: 1, reading: 1 },
        { answer: 1, reading: 1 },
        { answer: 'late', reading: 1 },
        { answer: 1, reading: 1 },
        { answer: 1, reading: 1, faults: ['5 source_error no answer for 3 s: A'] },
        { answer: 1, reading: Number.NaN, why: tooOld(0) },
      ],
      3,
    );
    expect(times).toEqual([0, 3]);
  });

  test('an answer that comes an interval late is given as long as one in time would be', () =>
    play([
      { answer: 1, reading: 1 },
      { answer: 'late', reading: 1, faults: [`1 ${NO_ANSWER}`] },
      { answer: 9, arrives: 5, reading: 5 },
      { answer: 6, reading: 6, faults: [`3 ${BACK}`] },
    ]));

  test('an answer that comes later than that is no reading', () =>
    play([
      { answer: 1, reading: 1 },
      { answer: 'late', reading: 1, faults: [`1 ${NO_ANSWER}`] },
      { answer: 9, reading: Number.NaN, why: tooOld(0) },
      { answer: 9, arrives: 5, reading: Number.NaN, why: tooOld(1) },
      { answer: 6, reading: 6, faults: [`4 ${BACK}`] },
    ]));

  test('a request that was sent late has an interval more before it counts as missed', async () => {
    const clock = fakeClock(1_000_000.9);
    const api = fakeApi({ instant: () => new Promise(() => {}) });
    const source = openLive({ api, queries: queryEvery(1), interval: 1, clock });
    const faults: string[] = [];
    for (let tick = 0; tick < 2; tick++) {
      source.pacer.begin();
      const filled = source.fill([new Float64Array(1)], tick, 1, 0);
      await clock.advance(tick === 0 ? 0.1 : 1);
      await filled;
      faults.push(...source.faults().map(({ tick: at, reason }) => `${at} ${reason}`));
    }
    expect(faults).toEqual(['1 no answer for 1.1 s: A']);
  });

  test('nothing before the first answer', () =>
    play([
      {
        answer: 'late',
        reading: Number.NaN,
        why: 'no answer yet',
        faults: ['0 source_error no answer for 1 s: A'],
      },
      { answer: 9, arrives: 4, reading: 4 },
    ]));

  test('a server that goes away is told once, and once when it is back', () =>
    play([
      { answer: 1, reading: 1 },
      { answer: 'down', reading: Number.NaN, why: REASON, faults: [`1 source_error ${REASON}`] },
      { answer: 'down', reading: Number.NaN, why: REASON },
      { answer: 3, reading: 3, faults: ['3 source_recovered the server answers again'] },
    ]));

  test('a server that was never there ends the run', async () => {
    await expect(play([{ answer: 'down', reading: 0 }])).rejects.toMatchObject({ exit: 4, message: REASON });
  });

  test('an answer of another time is a warning, once', async () => {
    const clock = fakeClock(1_000_000);
    const missing = { kind: 'other_time', asked: 1_000_000, got: 913_600 } as const;
    const api = fakeApi({ instant: () => ({ value: Number.NaN, missing }) });
    const source = openLive({ api, queries: queryEvery(1), interval: 1, clock });
    for (let tick = 0; tick < 3; tick++) {
      source.pacer.begin();
      await source.fill([new Float64Array(1)], tick, 1, 0);
    }
    expect(source.why(0, 2)).toBe(
      'the answer is of 1970-01-11T13:46:40.000Z, not of the time it was asked for',
    );
    expect(source.diagnostics(3)).toMatchObject([
      {
        code: 'PROM_TIME',
        severity: 'warning',
        message: 'A: the answer was asked for 1970-01-12T13:46:40.000Z and is of 1970-01-11T13:46:40.000Z: a',
      },
    ]);
  });
});

test('queries run on their own ticks, at the time of the tick', async () => {
  const clock = fakeClock(100.7);
  const asked: string[] = [];
  const api = fakeApi({
    instant: (query, time) => {
      asked.push(`${query}@${time}`);
      return { value: 1 };
    },
  });
  const queries = [
    { signal: 'A', query_string: 'a', every: 1 },
    { signal: 'B', query_string: 'b', every: 3 },
  ];
  const source = openLive({ api, queries, interval: 0.5, clock });
  expect(source.start).toBe(100.5);
  for (let tick = 0; tick < 4; tick++) {
    source.pacer.begin();
    await source.fill([new Float64Array(1), new Float64Array(1)], tick, 1, 0);
  }
  expect(asked).toEqual(['a@100.5', 'b@100.5', 'a@101', 'a@101.5', 'a@102', 'b@102']);
});

describe('a gap', () => {
  /** A source that has run its tick 0, at 1,000,000, with the readings 1 and 2 of queries every tick and every third. */
  async function begun() {
    const clock = fakeClock(1_000_000);
    const asked: string[] = [];
    const api = fakeApi({
      instant: (query, time) => {
        asked.push(`${query}@${time - 1_000_000}`);
        return { value: query === 'a' ? 1 : 2 };
      },
    });
    const queries = [...queryEvery(1), { signal: 'B', query_string: 'b', every: 3 }];
    const open = (cursor?: ReturnType<typeof source.cursor>, at = clock) =>
      openLive({ api, queries, interval: 1, clock: at, cursor });
    const source = openLive({ api, queries, interval: 1, clock });
    const fill = async (of: typeof source, tick: number) => {
      of.pacer.begin();
      const columns = [new Float64Array(1), new Float64Array(1)];
      await of.fill(columns, tick, 1, 0);
      return columns.map(([reading]) => reading);
    };
    expect(source.pacer.left(0)).toBe(0);
    expect(await fill(source, 0)).toEqual([1, 2]);
    return { clock, source, asked, fill, open };
  }

  test('of two ticks makes a result too old that may be held for one, and not one that may be for five', async () => {
    const { clock, source, asked, fill } = await begun();
    await clock.advance(4.5);
    expect(source.pacer.left(1)).toBeCloseTo(-0.5, 6);
    expect(source.faults()).toEqual([
      { tick: 1, kind: 'dropped', reason: '3 ticks were dropped, late by 3.5 s', shift: 3, lost: [0] },
    ]);
    expect(await fill(source, 1)).toEqual([1, 2]);
    expect(asked).toEqual(['a@0', 'b@0', 'a@4', 'b@4']); // the evaluation at 3 was dropped, and is made up for
  });

  test('is found before its tick in a new process too', async () => {
    const { source, open } = await begun();
    const cursor = JSON.parse(JSON.stringify(source.cursor(1)));
    const later = open(cursor, fakeClock(1_000_009.5));
    expect(later.pacer.left(1)).toBeCloseTo(-0.5, 6);
    expect(later.faults()).toMatchObject([{ tick: 1, kind: 'dropped', shift: 8, lost: [0, 1] }]);
  });

  test('also where the clock of that is behind', async () => {
    const { source, open } = await begun();
    const cursor = JSON.parse(JSON.stringify(source.cursor(1)));
    const later = open(cursor, fakeClock(999_100.5));
    expect(later.pacer.left(1)).toBeCloseTo(1.5, 6);
    expect(later.faults()).toMatchObject([{ tick: 1, kind: 'clock', shift: -899, lost: [] }]);
  });
});
