import {
  closeSync,
  constants,
  createReadStream,
  openSync,
  readFileSync,
  readSync,
  type Stats,
  statSync,
} from 'node:fs';
import { Socket } from 'node:net';
import type { Readable } from 'node:stream';
import { errorName } from './reasons.ts';

const MEBIBYTE = 1024 * 1024;

/** What people write is far smaller; a trace, which rollout writes, is read with a bound of its own. */
export const MAX_INPUT_BYTES = 16 * MEBIBYTE;

/** What a pipe holds on Linux. */
const PIPE_BYTES = 64 * 1024;

/**
 * Reads a file, a device or a pipe to its end; `<(...)` and /dev/stdin are pipes. Throws what the system says, and in
 * words for what is larger than `maxBytes`, or a pipe that nobody writes to.
 */
export async function readBytes(file: string, maxBytes = MAX_INPUT_BYTES): Promise<Buffer> {
  const stats = statSync(file);
  if (isSmall(stats, maxBytes)) return readFileSync(file);
  return collect(stats.isFIFO() ? openPipe(file) : createReadStream(file), maxBytes);
}

/** What is read at once: a stream takes several milliseconds to start. A file of the system may say 0, whatever it holds. */
const isSmall = (stats: Stats, maxBytes: number): boolean =>
  stats.isFile() && stats.size > 0 && stats.size <= Math.min(MEBIBYTE, maxBytes);

/** Reads a regular file at once. Throws as `readBytes`, and for anything else than a regular file: it may not end. */
export function readRegularFile(file: string, maxBytes = MAX_INPUT_BYTES): string {
  const { size } = checkRegular(statSync(file));
  if (size > maxBytes) throw tooLarge(maxBytes);
  return readFileSync(file, 'utf8');
}

/** Throws for what is no regular file; a directory has words of its own. */
function checkRegular(stats: Stats): Stats {
  if (stats.isFile() || stats.isDirectory()) return stats;
  throw new Error('it is not a regular file');
}

/** Throws in words for more than `maxBytes`. */
export async function collect(stream: Readable, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > maxBytes) throw tooLarge(maxBytes);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** To open a pipe otherwise waits for somebody who writes, and cannot be interrupted. Throws where nobody does. */
function openPipe(file: string): Readable {
  const fd = openSync(file, constants.O_RDONLY | constants.O_NONBLOCK);
  const start = readStart(fd);
  const pipe = new Socket({ fd, readable: true, writable: false });
  if (start.length > 0) pipe.unshift(start);
  return pipe;
}

/** What is in a pipe already: nothing where somebody is about to write. */
function readStart(fd: number): Buffer {
  const start = Buffer.alloc(PIPE_BYTES);
  try {
    const length = readSync(fd, start);
    if (length > 0) return start.subarray(0, length);
  } catch (problem) {
    if (errorName(problem) === 'EAGAIN') return Buffer.alloc(0);
    throw problem;
  }
  closeSync(fd);
  throw new Error('it is an empty pipe: nobody writes to it');
}

const tooLarge = (maxBytes: number): Error => new Error(`it is larger than ${maxBytes / MEBIBYTE} MiB`);
