import type { Readable } from 'node:stream';
import { type Body, extractSamples } from '../api/samples.ts';

/** 11,000 samples of 250 series, more than any query of a circuit is meant to give; so much is never needed to see that. */
const MAX_BYTES = 64 * 1024 * 1024;
const MAX_SCRATCH_BYTES = 4 * 1024 * 1024;

/** Where the pieces of a body are put together; each body is parsed before the next one is put there. */
let scratch = Buffer.alloc(0);

/** Reads a body to its end. Throws when it breaks off, is stopped, or is larger than 64 MiB. */
export async function readBody(stream: Readable, stopped: AbortSignal): Promise<Body> {
  const stop = () => stream.destroy(new Error('stopped'));
  if (stopped.aborted) stop();
  stopped.addEventListener('abort', stop, { once: true });
  try {
    return extractSamples(join(await collect(stream)));
  } finally {
    stopped.removeEventListener('abort', stop);
  }
}

function collect(stream: Readable): Promise<Buffer[]> {
  const pieces: Buffer[] = [];
  let length = 0;
  return new Promise((done, failed) => {
    stream.on('data', (piece: Buffer) => {
      length += piece.length;
      if (length > MAX_BYTES) stream.destroy(tooLarge());
      else pieces.push(piece);
    });
    stream.on('end', () => done(pieces));
    stream.on('error', failed);
    stream.on('close', () => failed(new Error('aborted')));
  });
}

/** Its code says that another attempt does not help. */
const tooLarge = (): Error =>
  Object.assign(new Error('an answer of more than 64 MiB'), { code: 'ERR_INVALID_SIZE' });

function join(pieces: readonly Buffer[]): Buffer {
  const length = pieces.reduce((sum, piece) => sum + piece.length, 0);
  const whole = scratch.length >= length ? scratch : Buffer.allocUnsafeSlow(length);
  if (length <= MAX_SCRATCH_BYTES) scratch = whole;
  let at = 0;
  for (const piece of pieces) at += piece.copy(whole, at);
  return whole.subarray(0, length);
}
