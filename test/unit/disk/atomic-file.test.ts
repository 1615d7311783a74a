import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { AtomicFile, replaceFile } from '../../../src/disk/atomic-file.ts';

let folder: string;
const at = (name: string) => join(folder, name);
const bytes = (text: string) => Buffer.from(text);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rollout-atomic-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('what is written and appended has its name when it is committed, with the mode of the target', async () => {
  writeFileSync(at('file'), 'old');
  const file = new AtomicFile({ path: at('file'), mode: 0o666 });
  file.write(bytes('a'));
  await file.append(bytes('bc'));
  expect([file.size, file.isOpen, readFileSync(at('file'), 'utf8')]).toEqual([3, true, 'old']);
  file.commit();
  file.discard();
  expect([file.isOpen, readFileSync(at('file'), 'utf8'), readdirSync(folder)]).toEqual([
    false,
    'abc',
    ['file'],
  ]);
  expect(statSync(at('file')).mode & 0o777).toBe(0o666);
});

test('what is cut off is not in the file, and what is written next stands in its place', () => {
  const file = new AtomicFile({ path: at('file'), mode: 0o644 });
  file.write(bytes('abc'));
  file.truncate(1);
  file.write(bytes('d'));
  file.commit();
  expect(readFileSync(at('file'), 'utf8')).toBe('ad');
});

test('a file under a temporary name of its own leaves nothing when it is discarded', () => {
  const file = new AtomicFile({ path: at('file'), mode: 0o644 }, at('file.partial'));
  expect(readdirSync(folder)).toEqual(['file.partial']);
  file.discard();
  expect(readdirSync(folder)).toEqual([]);
});

test('an unfinished file takes another name, stays where it is left, and is committed from there', () => {
  const file = new AtomicFile({ path: at('file'), mode: 0o644 });
  writeFileSync(at('file.partial'), 'before');
  file.write(bytes('abc'));
  file.rename(at('file.partial'));
  expect([readdirSync(folder), readFileSync(at('file.partial'), 'utf8')]).toEqual([['file.partial'], 'abc']);
  file.commit();
  expect(readdirSync(folder)).toEqual(['file']);
  const left = new AtomicFile({ path: at('file'), mode: 0o644 }, at('left'));
  left.leave();
  left.discard();
  expect(readdirSync(folder)).toEqual(['file', 'left']);
});

test('a file whose name another process has taken is neither committed nor removed', () => {
  const [mine, theirs] = ['a', 'b'].map(
    (name) => new AtomicFile({ path: at('file'), mode: 0o644 }, at(name)),
  );
  mine!.rename(at('file.partial'));
  theirs!.rename(at('file.partial'));
  expect(() => mine!.commit()).toThrow('another process writes');
  mine!.discard();
  expect(readdirSync(folder)).toEqual(['file.partial']);
  theirs!.commit();
  expect(readdirSync(folder)).toEqual(['file']);
});

test('a whole file is replaced, and its missing directories are made with their mode', () => {
  replaceFile({ path: at('a/b/file'), mode: 0o600 }, 'old', 0o700);
  replaceFile({ path: at('a/b/file'), mode: 0o600 }, 'new', 0o700);
  expect([readFileSync(at('a/b/file'), 'utf8'), readdirSync(at('a/b'))]).toEqual(['new', ['file']]);
  expect(['a/b/file', 'a/b', 'a'].map((name) => statSync(at(name)).mode & 0o777)).toEqual([
    0o600, 0o700, 0o700,
  ]);
});

test("a file that cannot get its name leaves nothing behind, and the error is the system's", () => {
  expect(() => replaceFile({ path: folder, mode: 0o644 }, 'x')).toThrow(
    expect.objectContaining({ code: 'EISDIR' }),
  );
  expect(readdirSync(folder)).toEqual([]);
});
