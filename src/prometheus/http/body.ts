import type { Readable } from 'node:stream';
import { type Shelled, shellOf } from '../api/matrix.ts';

const MOST_BYTES = 512 * 1024 * 1024;
const KEPT_BYTES = 4 * 1024 * 1024;

/** Where the pieces of a body are put together; a body is read whole before the next one is put there. */
let scratch = Buffer.alloc(0);

/** Reads a body to its end. Throws when it breaks off, is stopped, or is larger than 512 MiB. */
export async function readBody(stream: Readable, stopped: AbortSignal): Promise<Shelled> {
  const pieces: Buffer[] = [];
  let length = 0;
  const stop = () => stream.destroy(new Error('stopped'));
  if (stopped.aborted) stop();
  stopped.addEventListener('abort', stop, { once: true });
  try {
    await new Promise<void>((done, failed) => {
      stream.on('data', (piece: Buffer) => {
        length += piece.length;
        if (length > MOST_BYTES) stream.destroy(new Error('an answer of more than 512 MiB'));
        else pieces.push(piece);
      });
      stream
        .on('end', done)
        .on('error', failed)
        .on('close', () => failed(new Error('aborted')));
    });
  } finally {
    stopped.removeEventListener('abort', stop);
  }
  return shellOf(join(pieces, length));
}

function join(pieces: readonly Buffer[], length: number): Buffer {
  const whole = scratch.length >= length ? scratch : Buffer.allocUnsafeSlow(length);
  if (length <= KEPT_BYTES) scratch = whole;
  let at = 0;
  for (const piece of pieces) at += piece.copy(whole, at);
  return whole.subarray(0, length);
}
