import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { openJoined } from '../../../src/source/joined-recordings.ts';
import { type RecordedSeries, recordSeries } from '../../support/record-series.ts';

const directory = mkdtempSync(join(tmpdir(), 'rollout-joined-'));
afterAll(() => rmSync(directory, { recursive: true }));

let made = 0;
const recording = (recorded: RecordedSeries): string =>
  recordSeries(join(directory, `${made++}.recording`), recorded);

const queries = [{ signal: 'A', query_string: 'a', every: 1 }];
const openClosed = async (files: readonly string[], asked = queries) => {
  const joined = await openJoined({ files, queries: asked, interval: 1 });
  await Promise.all(joined.parts.map(({ source }) => source.close?.(0)));
  return joined;
};
const open = (...files: string[]) => openClosed(files);

const first = recording({ start: 100, series: ['a=1*10'], url: 'http://one' });
const second = recording({ start: 110, series: ['a=2*5'], url: 'http://one' });

test('recordings stand in the order of their times, whatever that of their names', async () => {
  const { parts, diagnostics } = await open(second, first);
  expect(parts.map(({ file, offset, source }) => [file, offset, source.ticks])).toEqual([
    [first, 0, 10],
    [second, 10, 5],
  ]);
  expect(diagnostics).toEqual([]);
});

test('those of two servers are joined, and it is said', async () => {
  const other = recording({ start: 115, series: ['a=3'], url: 'http://two' });
  const { diagnostics } = await open(first, second, other);
  expect(diagnostics).toMatchObject([
    {
      code: 'RECORDING_UNLIKE',
      message: `${second} was recorded from the history of http://one, ${other} from the history of http://two`,
    },
  ]);
});

test.each<[string, RecordedSeries, object]>([
  [
    'overlapping',
    { start: 109, series: ['a=2*5'] },
    {
      code: 'RECORDING_OVERLAP',
      message: expect.stringMatching(/from 1970-01-01T00:01:49.000Z to 1970-01-01T00:01:50.000Z$/),
    },
  ],
  [
    'apart',
    { start: 112, series: ['a=2*5'] },
    {
      code: 'RECORDING_APART',
      message: expect.stringMatching(
        /from 1970-01-01T00:01:50.000Z to 1970-01-01T00:01:52.000Z are missing$/,
      ),
    },
  ],
  ['without the query', { start: 110, series: ['b=2*5'] }, { code: 'RECORDING_QUERY' }],
  ['at another interval', { start: 110, interval: 2, series: ['a=2*5'] }, { code: 'RECORDING_INTERVAL' }],
])('recordings are refused that are %s', async (_title, recorded, expected) => {
  await expect(open(first, recording(recorded))).rejects.toMatchObject({ diagnostics: [expected] });
});

test('the evaluations of a query must go on in the rhythm of the first recording', async () => {
  const every = [{ signal: 'A', query_string: 'a', every: 3 }];
  const [one, whole, broken] = [
    { start: 0, series: ['3@a=1*4'] },
    { start: 12, series: ['3@a=1*4', 'b=1*11'] },
    { start: 23, series: ['3@a=1*4'] },
  ].map(recording) as [string, string, string];
  const joined = (...files: string[]) => openClosed(files, every);
  expect((await joined(one, whole)).parts.length).toBe(2);
  await expect(joined(recording({ start: 13, series: ['3@a=1*4'] }), broken)).rejects.toMatchObject({
    diagnostics: [{ code: 'RECORDING_OVERLAP' }],
  });
  const odd = recording({ start: 0, series: ['3@a=1*4', 'b=1*13'] });
  await expect(joined(odd, recording({ start: 13, series: ['3@a=1*4'] }))).rejects.toMatchObject({
    diagnostics: [{ code: 'RECORDING_PHASE' }],
  });
});
