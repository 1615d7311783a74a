import { parseNumber } from '../../text/number.ts';
import { divide } from './divide.ts';

const DOT = 46;
const MINUS = 45;
const QUOTE = 34;
const ZERO = 48;
const NINE = 57;
/** Exact powers of ten. */
const POWERS = Float64Array.from({ length: 23 }, (_, exponent) => 10 ** exponent);

/**
 * Reads the numbers of a sample list straight from the bytes of an answer: the same floats as Number(), but
 * faster and without a string for each.
 */
export class DecimalReader {
  readonly bytes: Buffer;
  /** The next byte. */
  at: number;
  #lastAt = -1;
  #last: number | undefined;

  constructor(bytes: Buffer, at: number) {
    this.bytes = bytes;
    this.at = at;
  }

  /** A time in seconds with up to three decimals, as whole milliseconds; stops at the byte after it. */
  millis(): number {
    const { bytes } = this;
    let at = this.at;
    let whole = 0;
    let code = bytes[at]!;
    while (code >= ZERO && code <= NINE) {
      whole = whole * 10 + (code - ZERO);
      at++;
      code = bytes[at]!;
    }
    this.at = at;
    return whole * 1000 + (code === DOT ? this.#decimalMillis() : 0);
  }

  /** The decimals from the dot on, as whole milliseconds. */
  #decimalMillis(): number {
    const { bytes } = this;
    let at = this.at + 1;
    let millis = 0;
    let weight = 100;
    let code = bytes[at]!;
    while (code >= ZERO && code <= NINE) {
      millis += (code - ZERO) * weight;
      weight /= 10;
      at++;
      code = bytes[at]!;
    }
    this.at = at;
    return Math.round(millis);
  }

  /** A value up to its closing quote; undefined when it is no number. Stops at the quote. */
  value(): number | undefined {
    const from = this.at;
    if (this.#isLast(from)) return this.#last;
    const value = this.#read(from);
    this.#lastAt = from;
    this.#last = value;
    return value;
  }

  /**
   * Whether the value is spelled like the one before, as a gauge is between two scrapes; if so, goes to its
   * quote.
   */
  #isLast(from: number): boolean {
    const { bytes } = this;
    let last = this.#lastAt;
    if (last < 0) return false;
    let at = from;
    while (bytes[at] === bytes[last] && bytes[at] !== QUOTE && at < bytes.length) {
      at++;
      last++;
    }
    if (bytes[at] !== QUOTE || bytes[last] !== QUOTE) return false;
    this.at = at;
    return true;
  }

  // biome-ignore lint/complexity/noExcessiveCognitiveComplexity: split up, it reads values 9 % slower
  #read(from: number): number | undefined {
    const { bytes } = this;
    const isNegative = bytes[from] === MINUS;
    let at = isNegative ? from + 1 : from;
    let high = 0; // the first nine significant digits
    let low = 0; // the eight after them
    let digits = 0;
    let dot = -1;
    let code = bytes[at]!;
    for (;;) {
      if (code >= ZERO && code <= NINE) {
        if (digits < 9) high = high * 10 + (code - ZERO);
        else low = low * 10 + (code - ZERO);
        if (high !== 0) digits++;
      } else if (code === DOT && dot < 0) dot = at;
      else break;
      at++;
      code = bytes[at]!;
    }
    this.at = at;
    if (code === QUOTE && digits === 0 && bytes[from] === ZERO) return 0;
    const decimals = dot < 0 ? 0 : at - dot - 1;
    if (code !== QUOTE || digits === 0 || digits > 17 || decimals > 22) return this.#parse(from);
    const power = POWERS[decimals]!;
    const value = digits <= 9 ? high / power : divide(high * POWERS[digits - 9]!, low, power);
    if (Number.isNaN(value)) return this.#parse(from);
    return isNegative ? -value : value;
  }

  /** The value by Number(); for texts the fast way does not cover. */
  #parse(from: number): number | undefined {
    const end = this.bytes.indexOf(QUOTE, from);
    if (end < 0) return undefined;
    this.at = end;
    return parseNumber(this.bytes.toString('latin1', from, end));
  }
}
