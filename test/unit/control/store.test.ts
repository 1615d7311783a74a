import { mkdtempSync, readdirSync, rmSync, statSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { processStart } from '../../../src/control/process-start.ts';
import type { RunningState } from '../../../src/control/running-state.ts';
import { Store } from '../../../src/control/store.ts';
import { runningRun } from '../../support/running-run.ts';

let dir: string;
let store: Store;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'rollout-store-'));
  store = new Store(dir);
});
afterEach(() => rmSync(dir, { recursive: true }));

const state = (policy: string, pid = process.pid): RunningState => runningRun({ policy, pid });

/** What its file holds. */
const file = (policy: string, pid = process.pid) => ({
  ...state(policy, pid),
  process_start: processStart(process.pid),
});

test('what is applied is there, whole, and replaces what was there', () => {
  store.apply('p', { rollout: true, reset: false });
  store.apply('p', { reset: true });
  expect(store.get('p')?.document).toEqual({ reset: true });
  expect(store.get('other')).toBeUndefined();
});

test('a deletion is remembered as one', () => {
  store.apply('p', { rollout: true });
  store.apply('p', null);
  expect(store.get('p')).toBeUndefined();
  expect(store.latest('p')?.document).toBeNull();
});

test('the stamp changes with every apply, even of the same document', () => {
  const stamps = [store.stamp('p')];
  for (let i = 0; i < 3; i++) {
    store.apply('p', { rollout: true });
    stamps.push(store.stamp('p'));
  }
  expect(new Set(stamps).size).toBe(4);
});

test('files are for the owner alone, and no temporary file stays', () => {
  store.apply('p', { rollout: true });
  const files = readdirSync(join(dir, 'dynamic-config'));
  expect(files).toEqual(['p.json']);
  expect(statSync(join(dir, 'dynamic-config', 'p.json')).mode & 0o777).toBe(0o600);
});

test('only living simulations are running', () => {
  store.writeStatus(state('p'));
  store.writeStatus(state('p', 2 ** 22 + 1));
  store.writeStatus(state('q'));
  expect(store.running('p').map((s) => s.pid)).toEqual([process.pid]);
  store.removeStatus('p', process.pid);
  expect(store.running('p')).toEqual([]);
  expect(store.running().map((s) => s.policy)).toEqual(['q']);
});

test('a broken file among the running ones hides no other', () => {
  store.writeStatus(state('p'));
  writeFileSync(join(dir, 'running', 'q@1.json'), '{');
  expect(store.running().map((s) => s.policy)).toEqual(['p']);
});

test('a folder of statuses that cannot be listed is not taken for one without any', () => {
  expect(store.running()).toEqual([]);
  writeFileSync(join(dir, 'running'), '');
  expect(() => store.running()).toThrow(/state file .*running cannot be read: /);
});

test('many writers never leave half a document', async () => {
  const writers = Array.from({ length: 8 }, async (_, w) => {
    for (let i = 0; i < 25; i++) {
      new Store(dir).apply('p', { writer: w, list: Array.from({ length: 50 }, () => i) });
      expect(store.get('p')?.document).toHaveProperty('list.length', 50);
      await Promise.resolve();
    }
  });
  await Promise.all(writers);
});

test('a store that was lost says so when it is read, and lets a run end', () => {
  symlinkSync('dynamic-config', join(dir, 'dynamic-config'));
  writeFileSync(join(dir, 'running'), '');
  expect(() => store.stamp('p')).toThrow(/state file .* cannot be read/);
  expect(() => store.latest('p')).toThrow(/state file .* cannot be read/);
  expect(() => store.writeStatus(state('p'))).toThrow(/state file .* cannot be written/);
  expect(() => store.removeStatus('p', process.pid)).not.toThrow();
});

test('an unwritable directory is named', () => {
  expect(() => new Store('/proc/none').apply('p', {})).toThrow(/state file .* cannot be written/);
});

test.each<[string, unknown]>([
  ['no source', { ...file('p'), source: null }],
  ['no keys', { ...file('p'), keys: null }],
  ['types that are no texts', { ...file('p'), types: { a: 1 } }],
  ['the number of a group of processes', file('p', -1)],
  ['the number zero', file('p', 0)],
  ['a number as text', { ...file('p'), pid: String(process.pid) }],
  ['a list', [file('p')]],
  ['no start of its process', { ...state('p') }],
  ['a text', 'p'],
])('a status with %s is none; the others are shown', (_, content) => {
  store.writeStatus(state('p'));
  store.writeStatus({ ...state('q') });
  const [first] = readdirSync(join(dir, 'running'));
  writeFileSync(join(dir, 'running', first!), JSON.stringify(content));
  expect(store.running().map(({ policy }) => policy)).toEqual(['q']);
});

test.each(['text', [1], 5, true])(
  'a stored document that is %j is refused, not taken as an empty one',
  (document) => {
    store.apply('p', { rollout: true });
    writeFileSync(
      join(dir, 'dynamic-config', 'p.json'),
      JSON.stringify({ policy: 'p', revision: 'r', document }),
    );
    expect(() => store.get('p')).toThrow(/it is no file of rollout/);
  },
);

describe('a status', () => {
  const START = 'boot:100';
  let now: number;
  let processes: Map<number, string>;
  const open = () => new Store(dir, { now: () => now, processStart: (pid) => processes.get(pid) });
  const write = (pid: number, seconds: number, at: number) => {
    open().writeStatus({ ...state('p', pid), interval_seconds: seconds });
    utimesSync(join(dir, 'running', `p@${pid}.json`), at, at);
  };
  const running = () =>
    open()
      .running()
      .map(({ pid, age_seconds: age }) => `${pid} ${age}`);
  beforeEach(() => {
    now = 1000;
    processes = new Map([[7, START]]);
  });

  test('of a process whose number another one has now is none', () => {
    write(7, 10, 1000);
    expect(running()).toEqual(['7 0']);
    processes.set(7, 'boot:200');
    expect(running()).toEqual([]);
    processes.set(7, 'another boot:100');
    expect(running()).toEqual([]);
    processes.delete(7);
    expect(running()).toEqual([]);
  });

  test('shows its age, and is none when nobody has touched it for three intervals', () => {
    write(7, 10, 1000);
    now = 1030;
    expect(running()).toEqual(['7 30']);
    now = 1030.01;
    expect(running()).toEqual([]);
  });

  test('of a run with short intervals is written a fifth of a second apart', () => {
    write(7, 0.01, 1000);
    now = 1000.5;
    expect(running()).toEqual(['7 0.5']);
    now = 1000.7;
    expect(running()).toEqual([]);
  });

  test('that was written before the clock was set back is none either, until it is written anew', () => {
    write(7, 10, 1000);
    now = 100;
    expect(running()).toEqual([]);
    write(7, 10, 110);
    expect(running()).toEqual(['7 0']);
  });

  test('stays for its file to be read, and a run that begins removes it once process and time are over', () => {
    processes.set(8, START);
    processes.set(9, START);
    write(7, 10, 1000);
    write(8, 10, 950);
    write(9, 10, 950);
    processes.delete(8);
    processes.delete(7);
    expect(running()).toEqual([]);
    open().removeLeftovers();
    expect(readdirSync(join(dir, 'running'))).toEqual(['p@7.json', 'p@9.json']);
    now = 1031;
    open().removeLeftovers();
    expect(readdirSync(join(dir, 'running'))).toEqual(['p@9.json']);
  });
});
