import { mkdtempSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type RunningState, Store } from '../../../src/control/store.ts';

let dir: string;
let store: Store;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'rollout-store-'));
  store = new Store(dir);
});
afterEach(() => rmSync(dir, { recursive: true }));

const state = (policy: string, pid = process.pid): RunningState => ({
  policy,
  pid,
  source: { kind: 'live', name: null, url: null },
  tick: 1,
  time: '',
  step: 0,
  steps: 2,
  accept_percentage: 1,
  decision: 'hold',
  reason: '',
  remaining_seconds: null,
  keys: [],
  taken: null,
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
  ['no source', { ...state('p'), source: null }],
  ['no keys', { ...state('p'), keys: null }],
  ['the number of a group of processes', state('p', -1)],
  ['the number zero', state('p', 0)],
  ['a number as text', { ...state('p'), pid: String(process.pid) }],
  ['a list', [state('p')]],
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
