import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { MAX_INPUT_BYTES } from '../../../src/disk/bounded.ts';
import { readText } from '../../../src/disk/read-text.ts';

let folder: string;
const at = (name: string) => join(folder, name);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rollout-read-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('reads UTF-8', async () => {
  writeFileSync(at('a'), 'größe');
  expect(await readText(at('a'))).toBe('größe');
});

test.each([
  ['a missing file', 'missing', 'FILE_MISSING', 'no such file'],
  ['a directory', '.', 'FILE_UNREADABLE', 'it is a directory'],
  ['a file below a file', 'binary/x', 'FILE_UNREADABLE', 'a part of its path is not a directory'],
  ['bytes that are no text', 'binary', 'FILE_UNREADABLE', 'it is not UTF-8 text'],
])('%s: %s is %s, %s', async (_name, file, code, reason) => {
  writeFileSync(at('binary'), Buffer.from([0xff, 0xfe, 0x00]));
  await expect(readText(at(file))).rejects.toMatchObject({
    diagnostics: [{ code, message: expect.stringMatching(`: ${reason}$`) }],
  });
});

test('what has no end is refused at 16 MiB, and a larger bound may be asked for', async () => {
  await expect(readText('/dev/zero')).rejects.toThrow('/dev/zero cannot be read: it is larger than 16 MiB');
  writeFileSync(at('large'), Buffer.alloc(MAX_INPUT_BYTES + 1, 'a'));
  await expect(readText(at('large'))).rejects.toThrow('it is larger than 16 MiB');
  expect((await readText(at('large'), MAX_INPUT_BYTES + 1)).length).toBe(MAX_INPUT_BYTES + 1);
});
