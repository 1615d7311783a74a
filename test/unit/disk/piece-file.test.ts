import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openPieces } from '../../../src/disk/piece-file.ts';

let folder: string;
const at = (name: string) => join(folder, name);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rollout-pieces-'));
  writeFileSync(at('old'), 'old');
  mkdirSync(at('directory'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const refusal = (name: string, overwrite: boolean) => {
  try {
    openPieces(at(name), overwrite);
  } catch (problem) {
    return (problem as { message: string }).message.replace(folder, '');
  }
  return 'opened';
};

test.each([
  ['old', false, '/old exists and was kept'],
  ['directory', true, '/directory cannot be written: it is a directory'],
  ['old/below', true, '/old/below cannot be written: a part of its path is not a directory'],
])('refuses %s (overwrite: %s) and leaves nothing behind', (name, overwrite, message) => {
  expect(refusal(name, overwrite)).toBe(message);
  expect(readdirSync(folder).sort()).toEqual(['directory', 'old']);
});

test('a file appears when it is closed, and takes the place of what a link points at', () => {
  symlinkSync('old', at('link'));
  const file = openPieces(at('link'), true);
  file.write('new');
  expect(readFileSync(at('old'), 'utf8')).toBe('old');
  file.close();
  file.discard();
  expect(readFileSync(at('old'), 'utf8')).toBe('new');
  expect(readdirSync(folder).sort()).toEqual(['directory', 'link', 'old']);
});

test('after a failure what there is can be kept, once', () => {
  const file = openPieces(at('new'), false);
  const empty = openPieces(at('empty'), false);
  expect(empty.keep()).toBe(false);
  empty.discard();
  file.write('a\nb\n');
  expect([file.keep(), file.keep()]).toEqual([true, false]);
  file.discard();
  expect(readFileSync(at('new'), 'utf8')).toBe('a\nb\n');
  expect(readdirSync(folder).sort()).toEqual(['directory', 'new', 'old']);
});

test('what could not be moved to its name is taken away, and the reason told', () => {
  const file = openPieces(at('new'), false);
  mkdirSync(at('new/full'), { recursive: true });
  expect(() => file.close()).toThrow('cannot be written: it is a directory');
  file.discard();
  expect(readdirSync(folder).sort()).toEqual(['directory', 'new', 'old']);
});
