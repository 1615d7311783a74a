import { fromBytes, type Section, type SectionLine } from './file.ts';

const NEWLINE = 10;

/** The sections of an inflated member. Throws SyntaxError. */
export function* sectionsIn(bytes: Buffer): Generator<Section> {
  for (let at = 0; at < bytes.length; ) {
    const end = bytes.indexOf(NEWLINE, at);
    const { lengths, ...line }: SectionLine = JSON.parse(bytes.toString('utf8', at, end));
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
