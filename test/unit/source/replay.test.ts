import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { diagnostic, fail, type RolloutError } from '../../../src/errors/rollout-error.ts';
import { record } from '../../../src/source/record.ts';
import { openRecorded } from '../../../src/source/replay.ts';
import type { Source, SourceQuery } from '../../../src/source/source.ts';
import { canMount, withSmallDisk } from '../../support/small-disk.ts';

let directory: string;
let file: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'rollout-recording-'));
  file = join(directory, 'run.rec');
});
afterEach(() => rm(directory, { recursive: true }));

const head = {
  format: 'rollout-recording',
  version: 2,
  start: 0,
  interval: 10,
  batch: 3,
  facts: { kind: 'history', name: null, url: null, server: null },
  queries: [
    { signal: 'A', query_string: 'sum(a)', every: 1 },
    { signal: 'B', query_string: 'sum(b)', every: 3 },
  ],
};
const GZIP = Buffer.from([0x1f, 0x8b, 0x08]);
const queries: SourceQuery[] = [
  { signal: 'A', query_string: 'sum(a)', every: 1 },
  { signal: 'B', query_string: 'sum(b)', every: 3 },
];
const interval = 10;

/** Readings that have every kind of float in them. */
const reading = (query: number, tick: number): number =>
  [Math.sin(tick * (query + 1)) * 1e3, Number.NaN, -0, Number.POSITIVE_INFINITY, 5e-324, 1 / 3][
    (tick * 7 + query) % 6
  ]!;
const reason = (query: number, tick: number) => (tick % 4 < 2 ? `nothing for ${query}` : `NaN, é`);

interface Log {
  readonly readings: number[][];
  readonly whys: (string | undefined)[][];
  readonly faults: string[];
}

function original(ticks: number, batch: number): Source {
  let faults: string[] = [];
  return {
    pace: 'batch',
    resultsOn: 'evaluations',
    start: 1_700_000_000,
    ticks,
    batch,
    fill(columns, first, count) {
      for (let i = 0; i < count; i++)
        queries.forEach(({ every }, q) => {
          if ((first + i) % every === 0) columns[q]![i] = reading(q, first + i);
        });
      if (first % 5 === 0) faults = ['gone'];
    },
    why: (query, tick) => (Number.isNaN(reading(query, tick)) ? reason(query, tick) : undefined),
    faults() {
      const told = faults.map((words) => ({ tick: 0, kind: 'source_error' as const, reason: words }));
      faults = [];
      return told;
    },
    facts: () => ({ kind: 'history', name: null, url: 'http://p', server: 'prometheus 2.42.0' }),
    cursor: () => null,
    diagnostics: () => [diagnostic('PROM_WARNING', { words: 'careful' })],
  };
}

/** What a run sees of a source, in its own batches. */
async function run(source: Source, most = source.ticks, asked = queries): Promise<Log> {
  const log: Log = { readings: queries.map(() => []), whys: queries.map(() => []), faults: [] };
  for (let first = 0; first < most; first += source.batch) {
    const count = Math.min(source.batch, most - first);
    const columns = queries.map(() => new Float64Array(source.batch));
    await source.fill(columns, first, count, 0);
    for (let tick = first; tick < first + count; tick++) {
      asked.forEach(({ every }, q) => {
        if (tick % every !== 0) return;
        log.readings[q]!.push(columns[q]![tick - first]!);
        log.whys[q]!.push(source.why(q, tick));
      });
      log.faults.push(...source.faults().map(({ kind, reason: words }) => `${first} ${kind} ${words}`));
    }
  }
  return log;
}

/** Reads a source to its end, batch by batch, and looks at nothing. */
async function readAll(source: Source): Promise<void> {
  const columns = queries.map(() => new Float64Array(source.batch));
  for (let first = 0; first < source.ticks; first += source.batch)
    await source.fill(columns, first, Math.min(source.batch, source.ticks - first), 0);
}

async function recorded(ticks: number, batch: number, ran = ticks): Promise<Log> {
  const source = await record(original(ticks, batch), { file, queries, interval });
  const log = await run(source, ran);
  await source.close!(ran);
  return log;
}

const replay = (more: Partial<Parameters<typeof openRecorded>[0]> = {}) =>
  openRecorded({ file, queries, interval, ...more });

describe('a replay equals the run it was made from', () => {
  test.each([
    [100, 1],
    [100, 7],
    [100, 100],
    [50_000, 11_000],
    [0, 10],
  ])('%i ticks in fills of %i', async (ticks, batch) => {
    const log = await recorded(ticks, batch);
    const source = await replay();
    expect([source.start, source.ticks]).toEqual([1_700_000_000, ticks]);
    expect(await run(source)).toEqual(log);
    expect(source.facts()).toEqual(original(1, 1).facts());
    expect(source.diagnostics(ticks)[0]!.message).toBe('the server warns: careful');
    await source.close!(ticks);
  });

  test('an interrupted run has as many ticks as it ran', async () => {
    const log = await recorded(Number.POSITIVE_INFINITY, 1, 20);
    const source = await replay();
    expect(source.ticks).toBe(20);
    expect(await run(source)).toEqual(log);
    await source.close!(20);
  });

  test('an interrupted history keeps the readings ahead of its ticks', async () => {
    const source = await record(original(100, 50), { file, queries, interval });
    const columns = queries.map(() => new Float64Array(50));
    await source.fill(columns, 0, 50, 0);
    await source.close!(20);
    const again = await replay();
    expect(again.ticks).toBe(20);
    await again.close!(20);
    const whole = await readFile(file);
    const end = JSON.parse(gunzipSync(whole.subarray(whole.lastIndexOf(GZIP))).toString());
    expect(end).toMatchObject({ end: true, ticks: 20, readings: 50 });
  });

  test('a live run is repeated tick by tick: a late answer is there when it came', async () => {
    const live: Source = {
      ...original(30, 1),
      resultsOn: 'every tick',
      facts: () => ({ kind: 'live', name: null, url: null, server: null }),
      fill(columns, first) {
        for (const [q, column] of columns.entries()) column[0] = reading(q, first);
      },
    };
    const each = queries.map((query) => ({ ...query, every: 1 }));
    const source = await record(live, { file, queries, interval });
    const log = await run(source, 30, each);
    await source.close!(30);
    const again = await replay();
    expect(again.resultsOn).toBe('every tick');
    expect(await run(again, 30, each)).toEqual(log);
    await again.close!(30);
  });

  test('a history that was interrupted ends before the readings that never came', async () => {
    const ctrlC = new AbortController();
    const source = await record(original(100, 10), { file, queries, interval, signal: ctrlC.signal });
    const log = await run(source, 20);
    ctrlC.abort();
    await source.fill(
      queries.map(() => new Float64Array(10)),
      20,
      10,
      0,
    );
    await source.close!(21);
    const again = await replay();
    expect(again.ticks).toBe(21);
    expect(await run(again, 20)).toEqual(log);
    await again.fill(
      queries.map(() => new Float64Array(10)),
      20,
      1,
      0,
    );
    await again.close!(21);
  });

  test('a run that failed for another reason leaves nothing', async () => {
    const source = await record(original(100, 10), { file, queries, interval });
    await run(source, 50);
    await source.close!(undefined);
    expect(await readdir(directory)).toEqual([]);
  });

  test('a replay may stop early', async () => {
    await recorded(50_000, 1000);
    const source = await replay();
    await run(source, 1000);
    await source.close!(1000);
  });

  test('a query may feed another signal, and queries may be left out', async () => {
    const log = await recorded(30, 10);
    const source = await replay({ queries: [{ ...queries[1]!, signal: 'RENAMED' }] });
    const column = new Float64Array(10);
    await source.fill([column], 0, 10, 0);
    expect([0, 3, 6, 9].map((tick) => column[tick])).toEqual(log.readings[1]!.slice(0, 4));
    expect(source.why(0, 0)).toBe(log.whys[1]![0]);
    await source.close!(10);
  });
});

describe('the file', () => {
  test('is gzip whose first line says what it holds', async () => {
    await recorded(10, 10);
    const first = gunzipSync(await readFile(file))
      .toString('utf8')
      .split('\n')[0]!;
    expect(JSON.parse(first)).toEqual({
      format: 'rollout-recording',
      version: 2,
      start: 1_700_000_000,
      interval,
      batch: 10,
      facts: original(1, 1).facts(),
      queries,
    });
  });

  test('an existing file is kept unless it may be replaced', async () => {
    await writeFile(file, 'mine');
    await expect(record(original(1, 1), { file, queries, interval })).rejects.toMatchObject({
      message: `${file} exists and was kept`,
    });
    const source = await record(original(1, 1), { file, queries, interval, overwrite: true });
    await source.close!(0);
    const again = await replay();
    expect(again.ticks).toBe(0);
    await again.close!(0);
  });

  test('a run that failed leaves nothing', async () => {
    const broken: Source = {
      ...original(100, 10),
      fill: (_c, first) =>
        first > 0 ? Promise.reject(fail('PROM_NO_API', { url: 'u', words: '' })) : undefined,
    };
    const source = await record(broken, { file, queries, interval });
    await expect(run(source)).rejects.toMatchObject({ exit: 4 });
    await source.close!(10);
    expect(await readdir(directory)).toEqual([]);
  });

  test('a run that goes on from where another ended is not recorded: what is before would be missing', async () => {
    const source = await record(original(100, 10), { file, queries, interval });
    const columns = queries.map(() => new Float64Array(10));
    await expect(source.fill(columns, 40, 10, 0)).rejects.toMatchObject({
      exit: 3,
      message: `${file} cannot be recorded: a recording begins with the run, and this run goes on from where another ended`,
    });
    await source.close!(100);
    expect(await readdir(directory)).toEqual([]);
  });

  const failure = async (target: string) => {
    const attempt = async () => {
      const source = await record(original(200_000, 1000), { file: target, queries, interval });
      await run(source).finally(() => source.close!(200_000));
    };
    return attempt().then(
      () => 'written',
      (problem: RolloutError) => `${problem.exit} ${problem.message}`,
    );
  };

  test('a directory that is not there', async () =>
    expect(await failure(join(directory, 'no', 'run.rec'))).toBe(
      `3 ${join(directory, 'no', 'run.rec')} cannot be recorded: no such directory`,
    ));

  test.skipIf(!canMount())('a full disk, of which nothing is left behind', async () => {
    await withSmallDisk('64k', async (disk) => {
      expect(await failure(join(disk, 'run.rec'))).toMatch(
        /^4 the readings from \S+Z to \S+Z could not be recorded: the disk was full at those of \S+Z$/,
      );
      expect(await readdir(disk)).toEqual([]);
    });
  });
});

describe('a file that is not whole or not fitting is refused', () => {
  const told = ({ exit, message, diagnostics }: RolloutError) => `${exit} ${diagnostics[0]!.code} ${message}`;
  const opened = (more = {}): Promise<string> =>
    replay(more).then(async (source) => {
      await source.close!(0);
      return 'good';
    }, told);
  const ran = (): Promise<string> =>
    replay().then(
      (source) =>
        readAll(source)
          .finally(() => source.close!(0))
          .then(() => 'good', told),
      told,
    );

  test('every truncation, before the run', async () => {
    await recorded(300, 50);
    const whole = await readFile(file);
    for (let length = 0; length < whole.length; length += length < whole.length - 97 ? 97 : 1) {
      await writeFile(file, whole.subarray(0, length));
      expect(await opened()).toMatch(/^3 RECORDING_(FORMAT|TRUNCATED) /);
    }
    expect(await opened()).toBe(
      '3 RECORDING_TRUNCATED the recording is incomplete: its last line is missing',
    );
  });

  test('every damage, at the latest where the readings are needed', async () => {
    await recorded(30_000, 5000);
    const whole = await readFile(file);
    const codes = new Set<string>();
    for (let at = 10; at < whole.length; at += Math.ceil(whole.length / 97)) {
      const damaged = Buffer.from(whole);
      damaged[at]! ^= 0x55;
      await writeFile(file, damaged);
      const outcome = await ran();
      expect(outcome).toMatch(/^3 RECORDING_/);
      codes.add(outcome.split(' ')[1]!);
    }
    expect([...codes].sort()).toEqual(['RECORDING_DAMAGED', 'RECORDING_FORMAT']);
  });

  /** A recording with these lines, however they contradict each other. */
  const written = async (lines: { head?: object; end?: object; section?: object; readings?: number }) => {
    const line = (value: object) => `${JSON.stringify(value)}\n`;
    const section = { first: 0, count: 3, reasons: [], faults: [], lengths: [3, 1], ...lines.section };
    const readings = Buffer.alloc(8 * (lines.readings ?? 4));
    const members = [
      gzipSync(line({ ...head, ...lines.head })),
      gzipSync(Buffer.concat([Buffer.from(line(section)), readings])),
    ];
    const end = {
      end: true,
      ticks: 3,
      diagnostics: [],
      members: members.map(({ length }) => length),
      ...lines.end,
    };
    await writeFile(file, Buffer.concat([...members, gzipSync(line(end))]));
    return ran();
  };

  test.each<[string, Parameters<typeof written>[0], string]>([
    ['nothing', {}, 'good'],
    ['no start', { head: { start: null } }, 'its first line is malformed'],
    ['a start beyond the calendar', { head: { start: 1e300 } }, 'its first line is malformed'],
    ['one before it', { head: { start: -1e15 } }, 'its first line is malformed'],
    ['an interval beyond it', { head: { interval: 1e300 } }, 'its first line is malformed'],
    ['a batch of 0', { head: { batch: 0 } }, 'its first line is malformed'],
    ['a batch beyond memory', { head: { batch: 1e12 } }, 'its first line is malformed'],
    ['facts of another kind', { head: { facts: { kind: 'x' } } }, 'its first line is malformed'],
    ['a preflight that is none', { head: { preflight: 'ok' } }, 'its first line is malformed'],
    ['a query that is none', { head: { queries: [{}] } }, 'its first line is malformed'],
    ['ticks that are no count', { end: { ticks: 1.5 } }, 'its last line is malformed'],
    ['a diagnostic that is none', { end: { diagnostics: [null] } }, 'its last line is malformed'],
    ['more ticks than sections', { end: { ticks: 5 } }, 'readings are missing'],
    [
      'fewer ticks than sections',
      { end: { ticks: 2 } },
      'its last line knows of 2 ticks, its sections hold 3',
    ],
    [
      'other readings than sections',
      { end: { ticks: 2, readings: 9 } },
      'its last line knows of 9 ticks, its sections hold 3',
    ],
    ['readings that are no count', { end: { readings: '3' } }, 'its last line is malformed'],
    ['fewer ticks than readings: Ctrl-C cut a history', { end: { ticks: 2, readings: 3 } }, 'good'],
    ['no reasons', { section: { reasons: null } }, 'a section is malformed'],
    ['no faults', { section: { faults: [5] } }, 'a section is malformed'],
    ['too few columns', { section: { lengths: [3] } }, 'a section is malformed'],
    ['too few readings', { section: { lengths: [2, 1] }, readings: 3 }, 'a section is malformed'],
    ['readings that are not there', { section: { lengths: [1e9, 1] } }, 'readings are missing'],
    ['a section beyond its batch', { section: { count: 1e9 } }, 'a section is malformed'],
  ])('contents that are wrong though their check sums are right: %s', async (_, lines, expected) => {
    expect((await written(lines)).replace(/^3 .*: /, '')).toBe(expected);
  });

  test('two recordings in one file', async () => {
    await recorded(10, 10);
    const whole = await readFile(file);
    await writeFile(file, Buffer.concat([whole, whole]));
    expect(await opened()).toMatch(/^3 RECORDING_TRUNCATED /);
  });

  test('sections that are missing, though every one is whole', async () => {
    await recorded(60_000, 20_000);
    const whole = await readFile(file);
    const end = JSON.parse(gunzipSync(whole.subarray(whole.lastIndexOf(GZIP))).toString());
    const [head, first, ...others] = end.members as number[];
    for (const members of [[head, ...others], [head, first], [head]]) {
      const kept = [
        whole.subarray(0, head),
        ...(members.includes(first!) ? [whole.subarray(head, head! + first!)] : []),
      ];
      const rest = members.includes(others[0]!)
        ? [whole.subarray(head! + first!, whole.lastIndexOf(GZIP))]
        : [];
      await writeFile(
        file,
        Buffer.concat([...kept, ...rest, gzipSync(`${JSON.stringify({ ...end, members })}\n`)]),
      );
      expect(await ran()).toMatch(
        /^3 RECORDING_DAMAGED the recording is damaged in its readings from \S+Z on: (readings are missing|its sections do not follow one another)$/,
      );
    }
  });

  test.each<[string, Buffer, RegExp]>([
    [
      'no gzip',
      Buffer.from('hello'),
      /^3 RECORDING_FORMAT not a recording that can be replayed: incorrect header check$/,
    ],
    ['another gzip', gzipSync('{"a":1}\n'), /^3 RECORDING_FORMAT .*it does not start as one$/],
    ['no JSON', gzipSync('hello\n'), /^3 RECORDING_FORMAT /],
    ['nothing said', gzipSync('null\n'), /^3 RECORDING_FORMAT .*it does not start as one$/],
    ['a line without an end', gzipSync('{'), /^3 RECORDING_FORMAT .*its first line has no end$/],
    ['empty', Buffer.alloc(0), /^3 RECORDING_FORMAT /],
    [
      'a later version',
      gzipSync('{"format":"rollout-recording","version":3}\n'),
      /^3 RECORDING_FORMAT .*it has version 3, this rollout reads 2$/,
    ],
    [
      'without its end',
      gzipSync(`${JSON.stringify(head)}\n`),
      /^3 RECORDING_TRUNCATED .*its last line is missing$/,
    ],
  ])('%s', async (_, bytes, message) => {
    await writeFile(file, bytes);
    expect(await opened()).toMatch(message);
  });

  test('a missing file', async () => expect(await opened()).toBe(`3 FILE_MISSING ${file}: no such file`));
  test('another interval', async () => {
    await recorded(10, 10);
    expect(await opened({ interval: 1 })).toBe(
      '3 RECORDING_INTERVAL the policy ticks every 1 s, the recording every 10 s',
    );
  });
  test('another query', async () => {
    await recorded(10, 10);
    const other = [{ ...queries[0]!, query_string: 'avg(a)' }];
    expect(await opened({ queries: other })).toBe(
      '3 RECORDING_QUERY the recording has no readings for A: avg(a)',
    );
  });
});
