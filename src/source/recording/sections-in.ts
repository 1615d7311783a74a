import { MAX_LINE_BYTES, parseLine } from './bounded-line.ts';
import { fromBytes, type Section, type SectionLine } from './file.ts';

const NEWLINE = 10;

/** The sections of an inflated member. Throws SyntaxError. */
export function* sectionsIn(bytes: Buffer): Generator<Section> {
  for (let at = 0; at < bytes.length; ) {
    const end = bytes.indexOf(NEWLINE, at);
    if ((end < 0 ? bytes.length : end) - at > MAX_LINE_BYTES)
      throw new SyntaxError('a line is longer than 16 MiB');
    const { lengths, ...line } = parseLine(bytes.toString('utf8', at, end)) as SectionLine;
    at = end + 1;
    if (!Array.isArray(lengths) || at + 8 * lengths.reduce((sum, one) => sum + one, 0) > bytes.length)
      throw new SyntaxError('readings are missing');
    const values: Float64Array[] = [];
    for (const length of lengths) {
      const start = at;
      at += length * 8;
      values.push(fromBytes(bytes.subarray(start, at)));
    }
    yield { ...line, values };
  }
}
