import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { JournalEntry } from '../../../../src/control/journal/line.ts';
import { segmentsOf } from '../../../../src/control/journal/segments.ts';
import { beginJournal, RunJournal } from '../../../../src/control/run/run-journal.ts';
import { DirectoryStorage } from '../../../../src/control/state/directory-storage.ts';
import type { LeaseWriter } from '../../../../src/control/state/state.ts';

const STAND = { percentage: 12.299999999999999, step: 0 };

let folder: string;
let storage: DirectoryStorage;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rollout-run-journal-'));
  storage = new DirectoryStorage('p', folder);
});
afterEach(() => rmSync(folder, { recursive: true }));

interface Opened {
  readonly journal: RunJournal;
  readonly damage: readonly string[];
  /** What was reported after it was written, or could not be: number and reason. */
  readonly written: [number | null, string][];
}

async function open(writer: LeaseWriter = storage): Promise<Opened> {
  const begun = await beginJournal(storage, writer);
  const written: Opened['written'] = [];
  const journal = new RunJournal({
    writer,
    begun,
    now: () => 0,
    report: () => {},
    onWritten: ({ sequence, reason }) => written.push([sequence, reason]),
  });
  return { journal, damage: begun.damage, written };
}

const file = (): string => segmentsOf(join(folder, 'journal')).at(-1)!;

test('a line has its number, and no noise in its percentage', async () => {
  const first = await open();
  first.journal.note('step', 'one', STAND);
  await first.journal.close();
  const second = await open();
  second.journal.note('step', 'two', STAND);
  await second.journal.close();
  expect([...first.written, ...second.written]).toEqual([
    [1, 'one'],
    [2, 'two'],
  ]);
  expect((await storage.readJournal()).lines.map(({ percentage }) => percentage)).toEqual([12.3, 12.3]);
});

test('what cannot be written is reported once, without a number', async () => {
  let isFull = true;
  const { journal, written } = await open({
    ...storage,
    writeFrame: async () => {},
    writeStatus: async () => {},
    async openJournal() {
      const { append, close } = await storage.openJournal();
      const unlessFull = async (entry: JournalEntry) => {
        if (isFull) throw new Error('the disk is full');
        await append(entry);
      };
      return { append: unlessFull, close };
    },
  });
  journal.note('step', 'one', STAND);
  journal.note('step', 'two', STAND);
  await journal.flush();
  expect([written, journal.fault]).toEqual([
    [
      [null, 'one'],
      [null, 'two'],
    ],
    'the disk is full',
  ]);
  isFull = false;
  journal.note('step', 'three', STAND);
  await journal.close();
  expect(written.slice(2)).toEqual([[3, 'three']]);
  expect((await storage.readJournal()).lines.map(({ sequence }) => sequence)).toEqual([1, 2, 3]);
});

test('a torn last line and wrong sums are said when it is opened', async () => {
  const { journal } = await open();
  for (const reason of ['one', 'two', 'three']) journal.note('step', reason, STAND);
  await journal.close();
  writeFileSync(file(), readFileSync(file(), 'utf8').replace('"two"', '"six"'));
  appendFileSync(file(), '{"sequence":4');
  const { damage } = await open();
  expect(damage).toEqual([
    'the last line of its journal was torn: 13 bytes are cut off',
    'its journal was changed by somebody: line 3',
  ]);
  expect((await open()).damage).toEqual(['its journal was changed by somebody: line 3']);
});
