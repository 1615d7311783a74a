import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { codeOf } from '../../../src/errors/rollout-error.ts';
import type { PrometheusApi } from '../../../src/prometheus/api.ts';
import { openHistory } from '../../../src/source/history.ts';
import { record } from '../../../src/source/record.ts';
import { partOf } from '../../../src/source/recording/file.ts';
import { openPart, resumeHistory } from '../../../src/source/resume.ts';
import type { BatchSource, Source } from '../../../src/source/source.ts';
import { fakeApi } from '../../support/fake-api.ts';
import { canMount, withSmallDisk } from '../../support/small-disk.ts';

const INTERVAL = 1;
const TICKS = 40_000;
const BATCH = 11_000;
const queries = [
  { signal: 'A', query_string: 'a', every: 1 },
  { signal: 'B', query_string: 'b', every: 7 },
];
/** Noise, so that a chunk does not deflate to nothing, and gaps. */
const value = (query: string, time: number): number | undefined =>
  time % 5000 < 300 ? undefined : Math.sin(time * 1e3 + query.charCodeAt(0)) * 1e4;

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rollout-resume-'));
  file = join(folder, 'run.rec');
});
afterEach(() => rm(folder, { recursive: true }));

interface Seen {
  readonly values: Float64Array[];
  readonly whys: (string | undefined)[];
  readonly warnings: readonly string[];
}

/** What a run sees of a source, and of its warnings at the end. */
async function runThrough(source: Source, ticks = TICKS): Promise<Seen> {
  const values = queries.map(() => new Float64Array(ticks));
  const whys: (string | undefined)[] = [];
  const columns = queries.map(() => new Float64Array(source.batch));
  try {
    for (let first = 0; first < ticks; first += source.batch) {
      const count = Math.min(source.batch, ticks - first);
      await source.fill(columns, first, count, 0);
      queries.forEach(({ every }, q) => {
        for (let tick = Math.ceil(first / every) * every; tick < first + count; tick += every) {
          values[q]![tick] = columns[q]![tick - first]!;
          if (tick % 100 === 0) whys.push(source.why(q, tick));
        }
      });
    }
    const warnings = source.diagnostics(ticks).map(({ message }) => message);
    await source.close?.(ticks);
    return { values, whys, warnings };
  } catch (problem) {
    await source.close?.(undefined);
    throw problem;
  }
}

const secondMember = (bytes: Buffer): number => bytes.indexOf(Buffer.from([0x1f, 0x8b, 0x08]), 1);

const part = (after = 0) => ({ after, diagnostics: [], report: () => {} });
const options = { file: '', queries, interval: INTERVAL, overwrite: true };

async function recorded(source: Source, after = 0): Promise<Seen> {
  return runThrough(await record(source, { ...options, file, part: part(after) }));
}

const historyOf = (api: PrometheusApi): BatchSource =>
  openHistory({ api, queries, interval: INTERVAL, from: 0, to: TICKS });

async function resumedFrom(api: PrometheusApi) {
  const opened = await openPart(file);
  return resumeHistory({ part: opened, api, queries, interval: INTERVAL, from: 0, to: TICKS });
}

/** A run that nothing disturbed, and its recording. */
async function undisturbed() {
  const whole = await recorded(historyOf(fakeApi({ value })));
  return { whole, bytes: await readFile(file) };
}

test('whatever is cut off or damaged, the readings before are taken and the others asked for, and nothing differs', async () => {
  const { whole, bytes } = await undisturbed();
  const damage = fc.record({
    at: fc.integer({ min: secondMember(bytes), max: bytes.length - 1 }),
    isCut: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(damage, async ({ at, isCut }) => {
      const bad = Buffer.from(isCut ? bytes.subarray(0, at) : bytes);
      if (!isCut) bad[at]! ^= 0x10;
      await rm(file, { force: true });
      await writeFile(partOf(file), bad);
      const api = fakeApi({ value });
      const { source, after } = await resumedFrom(api);
      expect(await recorded(source, after)).toEqual(whole);
      expect((await readFile(file)).equals(bytes)).toBe(true);
      expect(api.asked.filter(({ start }) => start < after)).toEqual([]);
      expect(after % BATCH === 0 || after === TICKS).toBe(true);
    }),
    { numRuns: 12, seed: 20_261_121 },
  );
});

test('a part is replaced only by one that has more', async () => {
  const { bytes } = await undisturbed();
  await rm(file);
  await writeFile(partOf(file), bytes.subarray(0, bytes.length - 30_000));
  const before = await readFile(partOf(file));
  const failing = fakeApi({
    range: () => {
      throw new Error('down');
    },
  });
  const { source, after } = await resumedFrom(failing);
  expect(after).toBeGreaterThan(0);
  await expect(recorded(source, after)).rejects.toThrow('down');
  const kept = await openPart(file);
  await kept.reader.close();
  expect(kept.ticks).toBeGreaterThanOrEqual(after);
  expect(before.length).toBeGreaterThan(0);
});

test('a run that fails before it has read the part again leaves the part as it was', async () => {
  const { bytes } = await undisturbed();
  await rm(file);
  await writeFile(partOf(file), bytes.subarray(0, bytes.length - 30_000));
  const { source, after } = await resumedFrom(fakeApi({ value }));
  const recording = await record(source, { ...options, file, part: part(after) });
  const columns = queries.map(() => new Float64Array(source.batch));
  await recording.fill(columns, 0, source.batch, 0);
  await recording.close!(undefined);
  expect((await readFile(partOf(file))).equals(bytes.subarray(0, bytes.length - 30_000))).toBe(true);
});

test('what the server warned of before a failure is in the result, each text once', async () => {
  const warned = (words: string): PrometheusApi => {
    const api = fakeApi({ value });
    const message = `the server warns: ${words}`;
    return {
      ...api,
      warnings: () => [
        {
          code: 'PROM_WARNING',
          severity: 'warning',
          message,
          path: null,
          file: null,
          line: null,
          column: null,
          hint: null,
        },
      ],
    };
  };
  let left = 2;
  const first = fakeApi({ value });
  const failing: PrometheusApi = {
    ...warned('first'),
    range: async (...given) => {
      if (left-- <= 0) throw new Error('down');
      return first.range(...given);
    },
  };
  await expect(recorded(historyOf(failing))).rejects.toThrow('down');
  const { source, after } = await resumedFrom(warned('second'));
  expect(after).toBe(BATCH);
  const { warnings } = await recorded(source, after);
  expect(warnings.filter((text) => text.startsWith('the server warns'))).toEqual([
    'the server warns: second',
    'the server warns: first',
  ]);
});

test.each<[string, () => Buffer]>([
  ['no gzip after the first line', () => Buffer.from('x'.repeat(1000))],
  ['a member that never ends', () => deflateRawSync(Buffer.alloc(1e6)).subarray(0, 500)],
  ['a member that is no section', () => gzipSync('[1, 2, 3]\n')],
  [
    'a section of another place',
    () => gzipSync('{"first":99,"count":1,"reasons":[],"faults":[],"lengths":[0,0]}\n'),
  ],
])('%s: nothing of it is taken', async (_, rest) => {
  const { bytes } = await undisturbed();
  await rm(file);
  const first = bytes.subarray(0, secondMember(bytes));
  await writeFile(partOf(file), Buffer.concat([first, rest()]));
  const opened = await openPart(file);
  await opened.reader.close();
  expect([opened.ticks, opened.members.length]).toEqual([0, 1]);
});

test('a live recording, a missing one and one whose period is not known or no time are refused', async () => {
  const refused = () => openPart(file).then(() => 'taken', codeOf);
  expect(await refused()).toBe('FILE_MISSING');
  const head = { format: 'rollout-recording', version: 2, start: 0, interval: 1, batch: 1, queries: [] };
  const facts = (kind: string) => ({ kind, name: null, url: null, server: null });
  const line = (kind: string, ticks?: number) =>
    gzipSync(`${JSON.stringify({ ...head, ticks, facts: facts(kind) })}\n`);
  await writeFile(file, line('live'));
  expect(await refused()).toBe('RECORDING_LIVE');
  await writeFile(file, line('history'));
  expect(await refused()).toBe('RECORDING_FORMAT');
  await writeFile(file, line('history', 9e15));
  expect(await refused()).toBe('RECORDING_FORMAT');
});

test.skipIf(!canMount())('a full disk leaves a part, which is resumed where there is room', async () => {
  const { whole, bytes } = await undisturbed();
  const room = `${Math.ceil(secondMember(bytes) / 1024) + 300}k`;
  await withSmallDisk(room, async (disk) => {
    const full = join(disk, 'run.rec');
    const source = await record(historyOf(fakeApi({ value })), { ...options, file: full, part: part() });
    const problem = await runThrough(source).catch((thrown) => thrown);
    expect([codeOf(problem), problem.diagnostics[0].hint]).toEqual([
      'RECORDING_FULL',
      'what was written before is kept: make room and resume',
    ]);
    await writeFile(partOf(file), await readFile(partOf(full)));
  });
  await rm(file);
  const { source, after } = await resumedFrom(fakeApi({ value }));
  expect(after).toBe(3 * BATCH);
  expect(await recorded(source, after)).toEqual(whole);
});
