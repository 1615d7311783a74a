import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openHistory } from '../../../../src/source/history.ts';
import { record } from '../../../../src/source/record.ts';
import { openRecordedPart } from '../../../../src/source/recorded-part.ts';
import { openRecorded } from '../../../../src/source/replay.ts';
import type { Source } from '../../../../src/source/source.ts';
import { fakeApi } from '../../../support/fake-api.ts';

const interval = 10;
const ticks = 30_000;
const queries = [
  { signal: 'A', query_string: 'a', every: 1 },
  { signal: 'B', query_string: 'b', every: 7 },
  { signal: 'WHOLE', query_string: 'whole', every: 1 },
];
const isMissing = (name: string, tick: number): boolean =>
  name !== 'whole' &&
  ((tick >= 10_900 && tick < 11_050) ||
    tick % 997 === 0 ||
    (name === 'b' && tick >= 21_999 && tick < 23_000));
const history = (from = 0, to = ticks): Source =>
  openHistory({
    api: fakeApi({ value: (name, time) => (isMissing(name, time / interval) ? undefined : 1) }),
    queries,
    interval,
    from: from * interval,
    to: to * interval,
  });

/** What a source tells of its first `ran` ticks. */
async function toldBy(source: Source, ran: number, asked = queries): Promise<readonly string[]> {
  const columns = asked.map(() => new Float64Array(source.batch));
  for (let first = 0; first < ran; first += source.batch)
    await source.fill(columns, first, Math.min(source.batch, source.ticks - first), 0);
  const told = source.diagnostics(ran).map(({ message }) => message);
  await source.close?.(ran);
  return told;
}

test('a replay that ends early tells of the gaps that history would', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'rollout-gaps-'));
  const options = { file: join(directory, 'run.rec'), queries, interval };
  try {
    const whole = await toldBy(await record(history(), options), ticks);
    expect(whole.filter((words) => words.includes('had no value'))).toHaveLength(2);
    for (const ran of [ticks, 1, 10_950, 11_000, 11_051, 22_100, 22_001])
      expect(await toldBy(await openRecorded(options), ran)).toEqual(await toldBy(history(), ran));
    const one = { ...options, queries: [{ ...queries[0]!, signal: 'RENAMED' }] };
    const told = await toldBy(await openRecorded(one), ticks, one.queries);
    expect(told.filter((words) => words.includes('had no value'))).toEqual([
      expect.stringMatching(/^RENAMED had no value on 180 of 30000 evaluations/),
    ]);
  } finally {
    await rm(directory, { recursive: true });
  }
});

test('a replay of a part tells of the gaps that the history of its time would', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'rollout-gaps-'));
  const options = { file: join(directory, 'run.rec'), queries, interval };
  try {
    await toldBy(await record(history(), options), ticks);
    for (const [from, to] of [
      [0, 997],
      [7 * 142, ticks],
      [7 * 1560, 11_051], // within the gap of all
      [7 * 1571, 11_100], // on its last ticks
      [7 * 1578, 7 * 1579],
      [7 * 3200, 22_900],
    ] as const) {
      const part = await openRecordedPart(options, { from: from * interval, to: to * interval });
      expect(await toldBy(part, to - from)).toEqual(await toldBy(history(from, to), to - from));
    }
  } finally {
    await rm(directory, { recursive: true });
  }
});
