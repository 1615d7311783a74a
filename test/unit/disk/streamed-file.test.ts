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
import { StreamedFile } from '../../../src/disk/streamed-file.ts';

let folder: string;
const at = (name: string) => join(folder, name);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rollout-streamed-'));
  writeFileSync(at('old'), 'old');
  mkdirSync(at('directory'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const refusal = (name: string, overwrite: boolean) => {
  try {
    new StreamedFile(at(name), overwrite);
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

test('a file appears when it is committed, and takes the place of what a link points at', () => {
  symlinkSync('old', at('link'));
  const file = new StreamedFile(at('link'), true);
  file.write('new');
  expect(readFileSync(at('old'), 'utf8')).toBe('old');
  file.commit();
  file.discard();
  expect(readFileSync(at('old'), 'utf8')).toBe('new');
  expect(readdirSync(folder).sort()).toEqual(['directory', 'link', 'old']);
});

test('after a failure what there is can be committed, once', () => {
  const file = new StreamedFile(at('new'), false);
  const empty = new StreamedFile(at('empty'), false);
  expect(empty.commitPartial()).toBe(false);
  empty.discard();
  file.write('a\nb\n');
  expect([file.commitPartial(), file.commitPartial()]).toEqual([true, false]);
  file.discard();
  expect(readFileSync(at('new'), 'utf8')).toBe('a\nb\n');
  expect(readdirSync(folder).sort()).toEqual(['directory', 'new', 'old']);
});

test('what could not be moved to its name is discarded, and the reason reported', () => {
  const file = new StreamedFile(at('new'), false);
  mkdirSync(at('new/full'), { recursive: true });
  expect(() => file.commit()).toThrow('cannot be written: it is a directory');
  file.discard();
  expect(readdirSync(folder).sort()).toEqual(['directory', 'new', 'old']);
});
