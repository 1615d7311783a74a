import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { openRecordedPart } from '../../../src/source/recorded-part.ts';
import { recordSeries } from '../../support/record-series.ts';

const directory = mkdtempSync(join(tmpdir(), 'rollout-part-'));
afterAll(() => rmSync(directory, { recursive: true }));

const words = (values: readonly number[]) => values.map((one) => (Number.isNaN(one) ? '_' : one)).join(' ');
const a = Array.from({ length: 30 }, (_, tick) => (tick % 7 === 3 ? Number.NaN : tick));
const b = Array.from({ length: 10 }, (_, point) => 100 + point);
const file = recordSeries(join(directory, 'a'), {
  start: 600,
  interval: 60,
  series: [`a=${words(a)}`, `3@b=${words(b)}`],
});
const queries = [
  { signal: 'A', query_string: 'a', every: 1 },
  { signal: 'B', query_string: 'b', every: 3 },
];
const open = (from: number, to?: number) => openRecordedPart({ file, queries, interval: 60 }, { from, to });

test('a part of a recording has the readings of its time, and no other', async () => {
  const source = await open(600 + 6 * 60, 600 + 15 * 60);
  expect({ start: source.start, ticks: source.ticks }).toEqual({ start: 960, ticks: 9 });
  const columns = [new Float64Array(9), new Float64Array(9)];
  await source.fill(columns, 0, 9, Number.NaN);
  expect([...columns[0]!]).toEqual(a.slice(6, 15));
  expect([0, 3, 6].map((tick) => columns[1]![tick])).toEqual([102, 103, 104]);
  expect(source.cursor(2)).toEqual({ tick: 8 });
  await source.close?.(9);
});

test('it goes to the end where none is given, and a start between two ticks is that of the one before', async () => {
  const source = await open(600 + 27 * 60 + 59);
  expect({ start: source.start, ticks: source.ticks }).toEqual({ start: 600 + 27 * 60, ticks: 3 });
  await source.close?.(0);
});

test.each<[string, number, number | undefined, string]>([
  ['before its first tick', 540, undefined, 'RECORDING_OUTSIDE'],
  ['behind its end', 600 + 30 * 60, undefined, 'RECORDING_OUTSIDE'],
  ['to behind its end', 600, 601 + 30 * 60, 'RECORDING_OUTSIDE'],
  ['between two evaluations of a query', 660, undefined, 'RECORDING_PHASE'],
])('a part %s is refused', async (_title, from, to, code) => {
  await expect(open(from, to)).rejects.toMatchObject({ diagnostics: [{ code }] });
});
