import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { fail } from '../errors/rollout-error.ts';
import { errorName, reasonOf } from './reasons.ts';

const MEBIBYTE = 1024 * 1024;

/** What people write is far smaller; a trace, which rollout writes, is read with a bound of its own. */
export const MAX_INPUT_BYTES = 16 * MEBIBYTE;

/**
 * Reads a text file, or standard input for `-`. Throws FILE_MISSING, FILE_UNREADABLE, also for what is larger than
 * `maxBytes`: a device may have no end.
 */
export async function readText(file: string, maxBytes = MAX_INPUT_BYTES): Promise<string> {
  try {
    const bytes = file === '-' ? await readInput(maxBytes) : await collect(createReadStream(file), maxBytes);
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

async function collect(stream: Readable, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > maxBytes) throw new Error(`it is larger than ${maxBytes / MEBIBYTE} MiB`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
