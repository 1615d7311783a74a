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

async function play(steps: readonly Step[]): Promise<void> {
  const clock = fakeClock(1_000_000.4);
  const late: ((answer: Answer) => void)[] = [];
  let step = steps[0]!;
  const times: number[] = [];
  const api = fakeApi({
    instant: (_, time) => {
      times.push(time);
      if (step.answer === 'down') throw down();
      if (step.answer === 'late') return new Promise((resolve) => late.push(resolve));
      return step.answer === 'none'
        ? { value: Number.NaN, missing: { kind: 'no_series' } }
        : { value: step.answer };
    },
  });
  const source = openLive({
    api,
    queries: [{ signal: 'A', query_string: 'a', every: 1 }],
    interval: 1,
    clock,
  });
  const column = new Float64Array(1);
  for (const [tick, each] of steps.entries()) {
    step = each;
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
  expect(times.every((time) => Number.isInteger(time))).toBe(true);
}

const REASON = 'u cannot be reached: refused';

describe('live', () => {
  test('a reading a tick', () =>
    play([
      { answer: 1, reading: 1 },
      { answer: 2, reading: 2 },
      { answer: 'none', reading: Number.NaN, why: 'the query returns no series' },
    ]));

  test('a late answer leaves the last one in place, and is not asked for again meanwhile', () =>
    play([
      { answer: 1, reading: 1 },
      { answer: 'late', reading: 1 },
      { answer: 9, reading: 1 },
      { answer: 9, arrives: 5, reading: 5 },
      { answer: 6, reading: 6 },
    ]));

  test('nothing before the first answer', () =>
    play([
      { answer: 'late', reading: Number.NaN, why: 'no answer yet' },
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
  for (let tick = 0; tick < 4; tick++)
    await source.fill([new Float64Array(1), new Float64Array(1)], tick, 1, 0);
  expect(asked).toEqual(['a@100.5', 'b@100.5', 'a@101', 'a@101.5', 'a@102', 'b@102']);
});

test('a run that fell behind waits for true answers', async () => {
  const clock = fakeClock(100);
  let answer: ((answer: Answer) => void) | undefined;
  const api = fakeApi({ instant: () => new Promise<Answer>((resolve) => (answer = resolve)) });
  const source = openLive({
    api,
    queries: [{ signal: 'A', query_string: 'a', every: 1 }],
    interval: 1,
    clock,
  });
  await clock.advance(3600);
  const column = new Float64Array(1);
  const filled = source.fill([column], 5, 1, 0) as Promise<void>;
  await clock.advance(2);
  answer!({ value: 8 });
  await filled;
  expect(column[0]).toBe(8);
});
