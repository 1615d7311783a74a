import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findFileTarget, findTarget } from '../../../src/disk/target.ts';

let folder: string;
const at = (name: string) => join(folder, name);

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'rollout-target-')));
  writeFileSync(at('old'), '');
  chmodSync(at('old'), 0o640);
  mkdirSync(at('directory'));
  symlinkSync('old', at('link'));
  symlinkSync('nowhere', at('dangling'));
  execFileSync('mkfifo', [at('pipe')]);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test.each([
  ['a new file has the mode that is asked for', 'new', 'new', 0o600, false],
  ['an existing file keeps its mode', 'old', 'old', 0o640, false],
  ['a link is followed', 'link', 'old', 0o640, false],
  ['a link to nothing is replaced', 'dangling', 'dangling', 0o600, false],
  ['a pipe is a device', 'pipe', 'pipe', 0o600, true],
])('%s: %s', (_title, file, path, mode, isDevice) => {
  expect(findTarget(at(file), { overwrite: true, mode: 0o600 })).toEqual({ path: at(path), mode, isDevice });
});

test.each([
  ['an existing file', 'old', false, 'FILE_EXISTS', 'exists and was kept'],
  ['a link to one', 'link', false, 'FILE_EXISTS', 'exists and was kept'],
  ['a directory', 'directory', true, 'FILE_UNWRITABLE', 'cannot be written: it is a directory'],
  [
    'a directory without overwrite',
    'directory',
    false,
    'FILE_UNWRITABLE',
    'cannot be written: it is a directory',
  ],
  ['a pipe', 'pipe', true, 'FILE_UNWRITABLE', 'cannot be written: it is not a regular file'],
  [
    'a path below a file',
    'old/x',
    true,
    'FILE_UNWRITABLE',
    'cannot be written: a part of its path is not a directory',
  ],
])(
  'a file cannot be put in the place of %s: %s (overwrite: %s)',
  (_title, file, overwrite, code, message) => {
    expect(() => findFileTarget(at(file), { overwrite })).toThrow(
      expect.objectContaining({
        diagnostics: [expect.objectContaining({ code, message: `${at(file)} ${message}` })],
      }),
    );
  },
);
