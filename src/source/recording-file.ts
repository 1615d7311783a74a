import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { access, rename, rm } from 'node:fs/promises';
import { endianness } from 'node:os';
import { pipeline } from 'node:stream';
import { createGunzip, createGzip } from 'node:zlib';
import type { Diagnostic } from '../errors/rollout-error.ts';
import type { Seconds } from '../text/duration.ts';
import type { Moment } from '../text/time.ts';
import type { SourceFacts, SourceFault, SourceQuery } from './source.ts';

export const FORMAT = 'rollout-recording';
export const VERSION = 1;

/** The first line of a recording: what was recorded, and how it was asked for. */
export interface Head {
  readonly format: typeof FORMAT;
  readonly version: number;
  readonly start: Moment;
  readonly interval: Seconds;
  readonly batch: number;
  readonly facts: SourceFacts;
  readonly queries: readonly SourceQuery[];
}

/** Why `count` evaluations of a query, from tick `first` on, had no value. */
export interface Reason {
  readonly query: number;
  readonly first: number;
  readonly count: number;
  readonly why: string;
}

/** One fill: the results of ticks first .. first + count - 1, of every query at the ticks it was evaluated. */
export interface Section {
  readonly first: number;
  readonly count: number;
  readonly reasons: readonly Reason[];
  readonly faults: readonly SourceFault[];
  readonly values: readonly Float64Array[];
}

/** The last line: how many ticks the run had, and what was remarked. */
export interface End {
  readonly end: true;
  readonly ticks: number;
  readonly diagnostics: readonly Diagnostic[];
}

type SectionLine = Omit<Section, 'values'> & { readonly lengths: readonly number[] };

/** Writes a recording beside its place and moves it there when it is whole. Every method throws what the disk says. */
export class RecordingWriter {
  readonly #file: string;
  readonly #partial: string;
  readonly #gzip = createGzip({ level: 4 });
  #failure: Error | undefined;
  readonly #finished: Promise<void>;

  constructor(file: string) {
    this.#file = file;
    this.#partial = `${file}.${process.pid}.partial`;
    this.#finished = new Promise((done) => {
      pipeline(this.#gzip, createWriteStream(this.#partial), (problem) => {
        this.#failure = problem ?? undefined;
        done();
      });
    });
  }

  /** Undefined where the disk keeps up, else a promise to wait for. */
  line(line: Head | SectionLine | End, values: readonly Float64Array[] = []): Promise<void> | undefined {
    if (this.#failure) throw this.#failure;
    let hasRoom = this.#gzip.write(`${JSON.stringify(line)}\n`);
    for (const column of values) hasRoom = this.#gzip.write(toBytes(column));
    return hasRoom ? undefined : this.#room();
  }

  async #room(): Promise<void> {
    await Promise.race([once(this.#gzip, 'drain'), this.#finished]);
    if (this.#failure) throw this.#failure;
  }

  section({ values, ...rest }: Section): Promise<void> | undefined {
    return this.line({ ...rest, lengths: values.map(({ length }) => length) }, values);
  }

  async finish(end: End): Promise<void> {
    await this.line(end);
    this.#gzip.end();
    await this.#finished;
    if (this.#failure) throw this.#failure;
    await rename(this.#partial, this.#file);
  }

  async discard(): Promise<void> {
    this.#gzip.destroy();
    await this.#finished;
    await rm(this.#partial, { force: true });
  }
}

export const exists = (file: string): Promise<boolean> =>
  access(file).then(
    () => true,
    () => false,
  );

/** The lines of a recording in order: a head, sections, an end. Throws what the disk or gzip says, and SyntaxError. */
export async function* readRecording(file: string): AsyncGenerator<Head | Section | End> {
  const input = createReadStream(file);
  const gunzip = createGunzip({ chunkSize: 256 * 1024 });
  pipeline(input, gunzip, () => {}); // its error comes out of the iteration
  const reader = new Pull(gunzip[Symbol.asyncIterator]() as AsyncIterator<Buffer>);
  try {
    for (let line = await reader.line(); line !== undefined; line = await reader.line()) {
      const parsed = JSON.parse(line);
      if (!Array.isArray(parsed.lengths)) yield parsed;
      else yield await withValues(parsed, reader);
    }
  } finally {
    input.destroy();
    gunzip.destroy();
  }
}

async function withValues({ lengths, ...line }: SectionLine, reader: Pull): Promise<Section> {
  const values: Float64Array[] = [];
  for (const length of lengths) values.push(fromBytes(await reader.bytes(length * 8)));
  return { ...line, values };
}

const LONGEST_LINE = 64 * 1024 * 1024;
const NEWLINE = 10;

/** Takes lines and exact numbers of bytes from a stream. */
class Pull {
  readonly #stream: AsyncIterator<Buffer>;
  #held: Buffer = Buffer.alloc(0);

  constructor(stream: AsyncIterator<Buffer>) {
    this.#stream = stream;
  }

  /** The next line; undefined at the end of the stream. */
  async line(): Promise<string | undefined> {
    let searched = 0;
    for (;;) {
      const end = this.#held.indexOf(NEWLINE, searched);
      if (end >= 0) return this.#take(end + 1).toString('utf8', 0, end);
      searched = this.#held.length;
      if (searched > LONGEST_LINE) throw new SyntaxError('a line has no end');
      if (!(await this.#more())) return undefined;
    }
  }

  async bytes(count: number): Promise<Buffer> {
    while (this.#held.length < count)
      if (!(await this.#more())) throw new SyntaxError('readings are missing');
    return this.#take(count);
  }

  #take(count: number): Buffer {
    const taken = this.#held.subarray(0, count);
    this.#held = this.#held.subarray(count);
    return taken;
  }

  async #more(): Promise<boolean> {
    const { value, done } = await this.#stream.next();
    if (done) return false;
    this.#held = this.#held.length === 0 ? value : Buffer.concat([this.#held, value]);
    return true;
  }
}

const isForeign = endianness() === 'BE';

function toBytes(values: Float64Array): Buffer {
  const bytes = Buffer.from(values.slice().buffer);
  return isForeign ? bytes.swap64() : bytes;
}

function fromBytes(bytes: Buffer): Float64Array {
  const copy = new Uint8Array(bytes.length);
  copy.set(bytes);
  if (isForeign) Buffer.from(copy.buffer).swap64();
  return new Float64Array(copy.buffer);
}
