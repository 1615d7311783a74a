import { randomUUID } from 'node:crypto';
import { type FileHandle, open, readFile, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fail, RolloutError } from '../errors/rollout-error.ts';
import { makeDirectory } from './directory.ts';

const MODE = 0o644;

/** Reads a text file, or standard input for `-`. Throws FILE_MISSING, FILE_UNREADABLE. */
export async function readText(file: string): Promise<string> {
  try {
    const bytes = file === '-' ? await readInput() : await readFile(file);
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (problem) {
    if (codeOf(problem) === 'ENOENT') throw fail('FILE_MISSING', { file }, {}, problem);
    throw fail('FILE_UNREADABLE', { file, why: reasonOf(problem) }, {}, problem);
  }
}

/**
 * Writes a file whole or not at all: a temporary file beside it, then a rename. Keeps the mode of a file it replaces.
 * A device or pipe is written to as it is. Throws FILE_EXISTS, FILE_UNWRITABLE.
 */
export async function writeText(
  file: string,
  text: string,
  { overwrite = false, mode = MODE }: { readonly overwrite?: boolean; readonly mode?: number } = {},
): Promise<void> {
  try {
    const found = await stat(file).catch(absent);
    if (found && !found.isFile() && !found.isDirectory()) return await writeThrough(file, text);
    if (found?.isDirectory()) throw fail('FILE_UNWRITABLE', { file, why: 'it is a directory' });
    if (found && !overwrite) throw fail('FILE_EXISTS', { file });
    await replace(found ? await realpath(file) : file, text, found ? found.mode & 0o7777 : mode);
  } catch (problem) {
    throw problem instanceof RolloutError ? problem : unwritable(file, problem);
  }
}

/** FILE_UNWRITABLE with the system's reason. */
export const unwritable = (file: string, problem: unknown): RolloutError =>
  fail(
    'FILE_UNWRITABLE',
    { file, why: REASONS_TO_CREATE[codeOf(problem) ?? ''] ?? reasonOf(problem) },
    {},
    problem,
  );

async function replace(file: string, text: string, mode: number): Promise<void> {
  const directory = dirname(file);
  makeDirectory(directory);
  const temporary = join(directory, `.${basename(file)}.${randomUUID().slice(0, 8)}.tmp`);
  try {
    const handle = await open(temporary, 'wx', mode);
    await fill(handle, text, mode);
    await rename(temporary, file);
  } catch (problem) {
    await rm(temporary, { force: true }).catch(() => {});
    throw problem;
  }
}

async function fill(handle: FileHandle, text: string, mode: number): Promise<void> {
  try {
    await handle.writeFile(text);
    if (mode !== MODE) await handle.chmod(mode);
  } finally {
    await handle.close();
  }
}

async function writeThrough(file: string, text: string): Promise<void> {
  const handle = await open(file, 'w');
  await fill(handle, text, MODE);
}

let isInputTaken = false;

async function readInput(): Promise<Buffer> {
  if (isInputTaken) throw new Error('it was read already; only one file of a command can be `-`');
  isInputTaken = true;
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

const codeOf = (problem: unknown): string | undefined => (problem as NodeJS.ErrnoException).code;

function absent(problem: unknown): undefined {
  if (codeOf(problem) !== 'ENOENT') throw problem;
}

/** Of a file that was to be made in a directory that is there (/proc). */
const REASONS_TO_CREATE: Readonly<Record<string, string>> = { ENOENT: 'no file can be made there' };

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'operation not permitted',
  EISDIR: 'it is a directory',
  ENOTDIR: 'a part of its path is not a directory',
  ENOSPC: 'the disk is full',
  EROFS: 'the file system is read-only',
  ENAMETOOLONG: 'the name is too long',
  ELOOP: 'too many symbolic links',
  EMFILE: 'too many open files',
  ERR_ENCODING_INVALID_ENCODED_DATA: 'it is not UTF-8 text',
};

/** Why the system refused, in words. */
const reasonOf = (problem: unknown): string => REASONS[codeOf(problem) ?? ''] ?? (problem as Error).message;
