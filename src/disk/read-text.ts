import { readFile } from 'node:fs/promises';
import { fail } from '../errors/rollout-error.ts';
import { errorName, reasonOf } from './reasons.ts';

/** Reads a text file, or standard input for `-`. Throws FILE_MISSING, FILE_UNREADABLE. */
export async function readText(file: string): Promise<string> {
  try {
    const bytes = file === '-' ? await readInput() : await readFile(file);
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (problem) {
    if (errorName(problem) === 'ENOENT') throw fail('FILE_MISSING', { file }, {}, problem);
    throw fail('FILE_UNREADABLE', { file, why: reasonOf(problem) }, {}, problem);
  }
}

let isInputRead = false;

async function readInput(): Promise<Buffer> {
  if (isInputRead) throw new Error('it was read already; only one file of a command can be `-`');
  isInputRead = true;
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
