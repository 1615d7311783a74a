import type { Readable } from 'node:stream';
import { type Body, extractSamples } from '../api/samples.ts';
import { largeBodies } from './large-bodies.ts';
import { BYTES_BOUND, MAX_BYTES, TooLarge } from './too-large.ts';

/** Bodies up to here are put together in memory of their own. */
const MAX_SMALL_BYTES = 4 * 1024 * 1024;

/** Where the pieces of a small body are put together; each body is parsed before the next one is put there. */
let scratch = Buffer.alloc(0);

/** Reads a body to its end. Throws when it breaks off, is stopped, or is TooLarge. */
export async function readBody(stream: Readable, stopped: AbortSignal): Promise<Body> {
  const body = new Collected(stream);
  try {
    return await untilStopped(stream, stopped, async () => extractSamples(await body.whole()));
  } finally {
    body.release();
  }
}

/** Hands over a body as it comes. Throws when it breaks off or is stopped. */
export function handOver(
  stream: Readable,
  take: (piece: Buffer) => void,
  stopped: AbortSignal,
): Promise<Body> {
  return untilStopped(stream, stopped, async () => {
    for await (const piece of stream) take(piece as Buffer);
    return { json: '', samples: [] };
  });
}

async function untilStopped<T>(stream: Readable, stopped: AbortSignal, read: () => Promise<T>): Promise<T> {
  const stop = () => stream.destroy(new Error('stopped'));
  if (stopped.aborted) stop();
  stopped.addEventListener('abort', stop, { once: true });
  try {
    return await read();
  } finally {
    stopped.removeEventListener('abort', stop);
  }
}

/** The pieces of one body; from a size on it waits for its turn in the one place for large bodies. */
class Collected {
  readonly #stream: Readable;
  #pieces: Buffer[] = [];
  #length = 0;
  #place: Buffer | undefined;
  #release: (() => void) | undefined;
  #isReleased = false;

  constructor(stream: Readable) {
    this.#stream = stream;
  }

  /** Valid until `release`. */
  whole(): Promise<Buffer> {
    const stream = this.#stream;
    return new Promise((done, failed) => {
      stream.on('data', (piece: Buffer) => this.#take(piece));
      stream.on('end', () => done(this.#join()));
      stream.on('error', failed);
      stream.on('close', () => failed(new Error('aborted')));
    });
  }

  /** Gives up its place. */
  release(): void {
    this.#isReleased = true;
    this.#release?.();
  }

  #take(piece: Buffer): void {
    const at = this.#length;
    this.#length += piece.length;
    if (this.#length > MAX_BYTES) this.#stream.destroy(new TooLarge(BYTES_BOUND));
    else if (this.#place) piece.copy(this.#place, at);
    else this.#keep(piece);
  }

  #keep(piece: Buffer): void {
    const wasSmall = this.#length - piece.length <= MAX_SMALL_BYTES;
    this.#pieces.push(piece);
    if (!wasSmall || this.#length <= MAX_SMALL_BYTES) return;
    this.#stream.pause();
    void largeBodies.enter((place, release) => this.#move(place, release));
  }

  #move(place: Buffer, release: () => void): void {
    this.#release = release;
    if (this.#isReleased) release();
    else {
      copyInto(place, this.#pieces);
      this.#pieces = [];
      this.#place = place;
      this.#stream.resume();
    }
  }

  #join(): Buffer {
    if (this.#place) return this.#place.subarray(0, this.#length);
    const whole = scratch.length >= this.#length ? scratch : Buffer.allocUnsafeSlow(this.#length);
    scratch = whole;
    copyInto(whole, this.#pieces);
    return whole.subarray(0, this.#length);
  }
}

function copyInto(whole: Buffer, pieces: readonly Buffer[]): void {
  let at = 0;
  for (const piece of pieces) at += piece.copy(whole, at);
}
