import { closeSync, fsyncSync, ftruncateSync, openSync, rmSync, statSync, writeSync } from 'node:fs';
import { type JournalEntry, type JournalLine, readLine, sumOfLine } from './line.ts';
import { MAX_SEGMENT_BYTES, MAX_SEGMENTS, readSegment, segmentFile, segmentsOf } from './segments.ts';

const FILE_MODE = 0o600;

/**
 * What happened to a rollout, line by line, written by the holder of its lease alone. A line that was torn by a crash is cut
 * off when the journal is opened. Throws what the system says.
 */
export class Journal {
  /** Bytes of a torn line that were cut off; 0 where there were none. */
  readonly cut: number;
  readonly #directory: string;
  readonly #maxBytes: number;
  #descriptor: number;
  #bytes: number;
  #last: string;
  #sequence: number;

  constructor(directory: string, maxBytes = MAX_SEGMENT_BYTES) {
    this.#directory = directory;
    this.#maxBytes = maxBytes;
    const file = segmentsOf(directory).at(-1) ?? segmentFile(directory, 1);
    this.#descriptor = openSync(file, 'a+', FILE_MODE);
    const { lines, bytes } = readSegment(file);
    this.#last = lines.at(-1) ?? this.#lastOfEarlier(file);
    this.#sequence = readLine(this.#last)?.sequence ?? 0;
    this.#bytes = bytes;
    this.cut = statSync(file).size - bytes;
    if (this.cut > 0) ftruncateSync(this.#descriptor, bytes);
  }

  /** On the disk when it returns. After a failure the line is not in the journal. */
  append(entry: JournalEntry): JournalLine {
    const sequence = this.#sequence + 1;
    const previous = this.#last === '' ? '' : sumOfLine(this.#last);
    const line: JournalLine = { sequence, previous, ...entry };
    const text = JSON.stringify(line);
    if (this.#bytes >= this.#maxBytes) this.#beginSegment(sequence);
    this.#write(Buffer.from(`${text}\n`));
    this.#last = text;
    this.#sequence = sequence;
    return line;
  }

  close(): void {
    closeSync(this.#descriptor);
  }

  /** A segment that was begun and never written to goes on from the one before. */
  #lastOfEarlier(file: string): string {
    const earlier = segmentsOf(this.#directory).filter((one) => one !== file);
    const last = earlier.at(-1);
    return last === undefined ? '' : (readSegment(last).lines.at(-1) ?? '');
  }

  #beginSegment(sequence: number): void {
    const descriptor = openSync(segmentFile(this.#directory, sequence), 'a+', FILE_MODE);
    closeSync(this.#descriptor);
    this.#descriptor = descriptor;
    this.#bytes = 0;
    for (const old of segmentsOf(this.#directory).slice(0, -MAX_SEGMENTS)) rmSync(old, { force: true });
  }

  #write(bytes: Buffer): void {
    try {
      let done = 0;
      while (done < bytes.length) done += writeSync(this.#descriptor, bytes, done);
      fsyncSync(this.#descriptor);
    } catch (problem) {
      ftruncateSync(this.#descriptor, this.#bytes);
      throw problem;
    }
    this.#bytes += bytes.length;
  }
}
