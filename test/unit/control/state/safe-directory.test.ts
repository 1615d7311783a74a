import { chmodSync, existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeSafeDirectory, safetyFault } from '../../../../src/control/state/safe-directory.ts';

let parent: string;
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'rollout-safe-'));
});
afterEach(() => rmSync(parent, { recursive: true }));

test('a directory is made for its owner alone', () => {
  const path = join(parent, 'a', 'b');
  expect(makeSafeDirectory(path)).toEqual({ kind: 'safe' });
  expect(statSync(path).mode & 0o777).toBe(0o700);
});

test.each([0o770, 0o702])('one that others can write to is refused', (mode) => {
  chmodSync(parent, mode);
  expect(makeSafeDirectory(parent)).toEqual({ kind: 'refused', why: 'others can write to it: chmod go-w' });
});

test('one of another user is refused', () => {
  const owner = statSync(parent).uid;
  const why = `it belongs to another user (${owner})`;
  expect(makeSafeDirectory(parent, owner + 1)).toEqual({ kind: 'refused', why });
});

test('a place where none can be is refused with the reason', () => {
  writeFileSync(join(parent, 'file'), '');
  expect(makeSafeDirectory(join(parent, 'file', 'a'))).toEqual({
    kind: 'refused',
    why: 'a part of its path is not a directory',
  });
});

test('whether one could be made is found out without making it', () => {
  const path = join(parent, 'a', 'b');
  expect(safetyFault(path)).toBeUndefined();
  expect(existsSync(join(parent, 'a'))).toBe(false);
  expect(safetyFault(parent)).toBeUndefined();
  writeFileSync(join(parent, 'file'), '', { mode: 0o600 });
  expect(safetyFault(join(parent, 'file', 'a'))).toBe('a part of its path is not a directory');
  chmodSync(parent, 0o777);
  expect(safetyFault(parent)).toBe('others can write to it: chmod go-w');
});
