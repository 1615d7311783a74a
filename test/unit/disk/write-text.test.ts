import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { writeText } from '../../../src/disk/write-text.ts';

let folder: string;
const at = (name: string) => join(folder, name);
const modeOf = (name: string) => statSync(at(name)).mode & 0o777;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rollout-files-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const refusal = (promise: Promise<unknown>) =>
  promise.then(
    () => 'done',
    (problem) => problem.diagnostics?.[0]?.code ?? problem,
  );

test('makes the directories above, mode 0644, and leaves no other file', async () => {
  await writeText(at('a/b/c.yaml'), 'x');
  expect(readFileSync(at('a/b/c.yaml'), 'utf8')).toBe('x');
  expect(modeOf('a/b/c.yaml')).toBe(0o644);
  expect(readdirSync(at('a/b'))).toEqual(['c.yaml']);
});

test('takes the mode it is given, and keeps that of a file it replaces', async () => {
  await writeText(at('secret'), 'x', { mode: 0o600 });
  expect(modeOf('secret')).toBe(0o600);
  chmodSync(at('secret'), 0o640);
  await writeText(at('secret'), 'y', { overwrite: true });
  expect([modeOf('secret'), readFileSync(at('secret'), 'utf8')]).toEqual([0o640, 'y']);
});

test('keeps an existing file without overwrite', async () => {
  await writeText(at('a'), 'old');
  expect(await refusal(writeText(at('a'), 'new'))).toBe('FILE_EXISTS');
  expect(readFileSync(at('a'), 'utf8')).toBe('old');
});

test('replaces what a link points at, not the link', async () => {
  writeFileSync(at('real'), 'old');
  symlinkSync('real', at('link'));
  await writeText(at('link'), 'new', { overwrite: true });
  expect(readFileSync(at('real'), 'utf8')).toBe('new');
  expect(readdirSync(folder).sort()).toEqual(['link', 'real']);
});

test.each([
  ['a directory', 'directory'],
  ['a path below a file', 'file/x'],
  ['a name that is too long', 'n'.repeat(300)],
])('refuses %s and leaves nothing behind', async (_name, file) => {
  mkdirSync(at('directory'));
  writeFileSync(at('file'), '');
  expect(await refusal(writeText(at(file), 'x', { overwrite: true }))).toBe('FILE_UNWRITABLE');
  expect(readdirSync(folder).sort()).toEqual(['directory', 'file']);
});

test('writes into a device as it is', async () => {
  await writeText('/dev/null', 'x');
  expect(statSync('/dev/null').isCharacterDevice()).toBe(true);
});

test('writes into a pipe as it is', async () => {
  execFileSync('mkfifo', [at('pipe')]);
  const [text] = await Promise.all([readFile(at('pipe'), 'utf8'), writeText(at('pipe'), 'x')]);
  expect([text, readdirSync(folder)]).toEqual(['x', ['pipe']]);
});

test.each(['full.yaml', 'new/full.yaml'])(
  'a failing write leaves neither the file nor its temporary: %s',
  async (name) => {
    const text = { toString: () => '' } as unknown as string; // not text: the write itself throws
    expect(await refusal(writeText(at(name), text))).toBe('FILE_UNWRITABLE');
    expect(existsSync(at(name))).toBe(false);
    expect(readdirSync(at(name).replace(/[^/]*$/, ''))).toEqual([]);
  },
);
