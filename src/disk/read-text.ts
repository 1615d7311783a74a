import { fail } from '../errors/rollout-error.ts';
import { collect, MAX_INPUT_BYTES, readBytes } from './bounded.ts';
import { errorName, reasonOf } from './reasons.ts';

/**
 * Reads a text file, or standard input for `-`. Throws FILE_MISSING, FILE_UNREADABLE, also for what is larger than
 * `maxBytes`: a device may have no end.
 */
export async function readText(file: string, maxBytes = MAX_INPUT_BYTES): Promise<string> {
  try {
    const bytes = file === '-' ? await readInput(maxBytes) : await readBytes(file, maxBytes);
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (problem) {
    if (errorName(problem) === 'ENOENT') throw fail('FILE_MISSING', { file }, {}, problem);
    throw fail('FILE_UNREADABLE', { file, why: reasonOf(problem) }, {}, problem);
  }
}

let isInputRead = false;

async function readInput(maxBytes: number): Promise<Buffer> {
  if (isInputRead) throw new Error('it was read already; only one file of a command can be `-`');
  isInputRead = true;
  return collect(process.stdin, maxBytes);
}
