import { type FileHandle, open, stat } from 'node:fs/promises';
import { promisify } from 'node:util';
import { constants, createGunzip, gunzip } from 'node:zlib';
import { MAX_LINE_BYTES, parseLine } from './bounded-line.ts';
import type { End, Head, Section } from './file.ts';
import { type Member, membersIn } from './members.ts';
import { sectionsIn } from './sections-in.ts';

const inflate = promisify(gunzip);

/** Head and end are looked for in so many bytes at the start and at the end of a file, at most. */
const MAX_SEARCHED_BYTES = 16 * 1024 * 1024;
const FIRST_SEARCHED_BYTES = 64 * 1024;
/** A member inflates to no more than that: 11,000 readings of 380 queries. */
const MAX_MEMBER_BYTES = 32 * 1024 * 1024;
/** So many members are read and inflated ahead, beside the run, where they inflate to no more than that. */
const AHEAD = 4;
const MAX_AHEAD_BYTES = 4 * 1024 * 1024;
const MAGIC = Buffer.from([0x1f, 0x8b, 0x08]);
const NEWLINE = 10;

/** A recording whose first and last line are known; its sections are read as they are needed. */
export class RecordingReader {
  readonly #handle: FileHandle;

  private constructor(handle: FileHandle) {
    this.#handle = handle;
  }

  /** Throws what the disk says. */
  static async open(file: string): Promise<RecordingReader> {
    if ((await stat(file)).isFile()) return new RecordingReader(await open(file, 'r'));
    throw new Error('a recording is read from both ends, so it must be a regular file');
  }

  close(): Promise<void> {
    return this.#handle.close();
  }

  /** The first line, whatever it says. Throws what gzip says, and SyntaxError. */
  async head(): Promise<Partial<Head> | null> {
    const first = await membersIn((...span) => this.#read(...span), MAX_LINE_BYTES).next();
    const end = first.value?.inflated.indexOf(NEWLINE) ?? -1;
    if (end >= 0) return parseLine(first.value.inflated.toString('utf8', 0, end)) as Partial<Head> | null;
    const { size } = await this.#handle.stat();
    for (let length = FIRST_SEARCHED_BYTES; ; length *= 8) {
      const bytes = await this.#read(0, Math.min(length, size));
      const line = await firstLine(bytes);
      if (line !== undefined) return parseLine(line) as Partial<Head> | null;
      if (length >= Math.min(size, MAX_SEARCHED_BYTES)) throw new SyntaxError('its first line has no end');
    }
  }

  /** The last line, which stands in a gzip member of its own; undefined where there is none. */
  async end(): Promise<End | undefined> {
    const { size } = await this.#handle.stat();
    for (let length = FIRST_SEARCHED_BYTES; ; length *= 8) {
      const from = Math.max(0, size - length);
      const bytes = await this.#read(from, size - from);
      for (
        let at = bytes.lastIndexOf(MAGIC);
        at >= 0;
        at = at === 0 ? -1 : bytes.lastIndexOf(MAGIC, at - 1)
      ) {
        const end = await readEnd(bytes.subarray(at));
        if (end && from + at === sum(end.members)) return end;
      }
      if (from === 0 || length >= MAX_SEARCHED_BYTES) return undefined;
    }
  }

  /** The sections in order. Throws what the disk or gzip says, and SyntaxError. */
  async *sections({ members }: End): AsyncGenerator<Section> {
    let offset = members[0] ?? 0;
    const ahead: Promise<ReadAhead>[] = [];
    for (let next = 1; next < members.length || ahead.length > 0; ) {
      for (; next < members.length && ahead.length < AHEAD; offset += members[next++]!) {
        const member = this.#member(offset, members[next]!);
        member.catch(() => {}); // it is thrown when its turn comes
        ahead.push(member);
      }
      const { bytes, inflated } = await ahead.shift()!;
      yield* sectionsIn(inflated ?? (await inflateWhole(bytes)));
    }
  }

  /** The members that are whole, from the start of the file to the first that is not. Throws what the disk says. */
  members(): AsyncGenerator<Member> {
    return membersIn((position, length) => this.#read(position, length), MAX_MEMBER_BYTES);
  }

  /** A large one is inflated when its turn comes: several at once would need as much memory each. */
  async #member(offset: number, length: number): Promise<ReadAhead> {
    if (!(length >= 0 && length <= MAX_MEMBER_BYTES)) throw new SyntaxError('a member is longer than 32 MiB');
    const bytes = await this.#read(offset, length);
    const inflated = await inflateTo(MAX_AHEAD_BYTES, bytes).catch((problem) => {
      if (problem.code !== 'ERR_BUFFER_TOO_LARGE') throw problem;
    });
    return { bytes, inflated: inflated ?? undefined };
  }

  async #read(position: number, length: number): Promise<Buffer> {
    const { buffer, bytesRead } = await this.#handle.read(Buffer.allocUnsafe(length), 0, length, position);
    return buffer.subarray(0, bytesRead);
  }
}

interface ReadAhead {
  readonly bytes: Buffer;
  readonly inflated: Buffer | undefined;
}

const inflateTo = (maxOutputLength: number, bytes: Buffer): Promise<Buffer> =>
  inflate(bytes, { chunkSize: FIRST_SEARCHED_BYTES * 8, maxOutputLength });

async function inflateWhole(bytes: Buffer): Promise<Buffer> {
  return inflateTo(MAX_MEMBER_BYTES, bytes).catch((problem) => {
    if (problem.code !== 'ERR_BUFFER_TOO_LARGE') throw problem;
    throw new SyntaxError('a member inflates to more than 32 MiB');
  });
}

/** The first line of what these bytes inflate to; undefined where they end before it does. */
async function firstLine(bytes: Buffer): Promise<string | undefined> {
  const inflated = createGunzip({ finishFlush: constants.Z_SYNC_FLUSH });
  inflated.end(bytes);
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of inflated as AsyncIterable<Buffer>) {
    const end = piece.indexOf(NEWLINE);
    pieces.push(end < 0 ? piece : piece.subarray(0, end));
    if (end >= 0) return Buffer.concat(pieces).toString('utf8');
    length += piece.length;
    if (length > MAX_LINE_BYTES) throw new SyntaxError('its first line is longer than 16 MiB');
  }
  return undefined;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);

/** What a gzip member says, where it is the end of a recording. */
async function readEnd(member: Buffer): Promise<End | undefined> {
  try {
    const text = (await inflate(member, { maxOutputLength: MAX_LINE_BYTES })).toString('utf8');
    const line = parseLine(text) as Partial<End> | null;
    return typeof line?.end === 'boolean' && Array.isArray(line.members) && Array.isArray(line.diagnostics)
      ? (line as End)
      : undefined;
  } catch {
    return undefined; // three bytes that only look like the start of a member
  }
}
