import { cut } from '../../text/cut.ts';

/** Shorter texts stand in too many words to be hidden. */
const MIN_SECRET_LENGTH = 4;

/** A server may explain itself in as many characters; the rest of its text is no explanation. */
const MAX_SHOWN_CHARACTERS = 1000;

/** So much is searched for base64: more than is shown, so that no secret is cut in two. */
const MAX_SEARCHED_CHARACTERS = 4 * MAX_SHOWN_CHARACTERS;

const BASE64_WORD = /[\w+/-]{6,}={0,2}/g;

/** The texts that must never be shown, taken out of texts from outside. */
export class Secrets {
  readonly #known = new Map<string, RegExp>();

  /** Adds secrets; each is found in every spelling in which a server may echo it. */
  add(...secrets: readonly (string | undefined)[]): void {
    for (const secret of secrets) {
      if (secret === undefined || secret.length < MIN_SECRET_LENGTH) continue;
      for (const form of [secret, ...base64Of(secret)])
        if (!this.#known.has(form)) this.#known.set(form, anySpelling(form));
    }
  }

  /** A text from outside as it is shown: every known secret replaced, the longest first, then cut. */
  hide(text: string): string {
    const near = this.#replaceSpellings(text).slice(0, MAX_SEARCHED_CHARACTERS);
    const hidden = near.replace(BASE64_WORD, (word) => (this.#isInside(word) ? '***' : word));
    return cut(hidden, MAX_SHOWN_CHARACTERS);
  }

  #replaceSpellings(text: string): string {
    let hidden = text;
    for (const [, spelling] of [...this.#known].sort(([a], [b]) => b.length - a.length))
      hidden = hidden.replace(spelling, '***');
    return hidden;
  }

  /** Whether a word is base64 of more than a secret, such as a whole request; it may begin with up to three other characters. */
  #isInside(word: string): boolean {
    return [0, 1, 2, 3].some((skipped) => {
      const decoded = Buffer.from(word.slice(skipped), 'base64').toString();
      return this.#replaceSpellings(decoded) !== decoded;
    });
  }
}

/** As a header has it, and as a URL may. */
const base64Of = (secret: string): string[] =>
  (['base64', 'base64url'] as const).map((form) => Buffer.from(secret).toString(form));

/**
 * The text with each of its characters as it is or in an encoding of its own: percent encoding (also of what need not be,
 * in either case, once or several times), `+` for a space as in a form, the escapes of JSON and of HTML. Backslashes, which
 * each time a text is put into JSON double, are counted by the run: no text of a server makes this search long.
 */
const anySpelling = (text: string): RegExp =>
  new RegExp((text.match(/\\+|[^\\]/gu) ?? []).map(anySpellingOf).join(''), 'g');

function anySpellingOf(part: string): string {
  if (!part.startsWith('\\')) return `(?:${[...encodingsOf(part), plain(part)].join('|')})`;
  const count = part.length;
  return String.raw`(?:(?:${encodingsOf('\\').join('|')}){${count}}|\\{${count},${4 * count}})`;
}

/** A character that JSON may have put backslashes before. */
const plain = (character: string): string =>
  (/["/]/.test(character) ? String.raw`\\{0,3}` : '') +
  character.replace(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`);

function encodingsOf(character: string): string[] {
  const code = character.codePointAt(0)!;
  const units = character.split('').map((unit) => String.raw`\\{1,4}u${inHex(unit.charCodeAt(0), 4)}`);
  return [
    percentOf([...Buffer.from(character)]),
    units.join(''),
    `&#(?:0{0,6}${code}|[xX]0{0,6}${inHex(code, 1)});`,
    ...(NAMED[character] ?? []),
  ];
}

const percentOf = (bytes: readonly number[]): string =>
  bytes.map((byte) => `%(?:25){0,3}${inHex(byte, 2)}`).join('');

/** What has spellings by name. */
const NAMED: Readonly<Record<string, readonly string[]>> = {
  ' ': [String.raw`\+`, '%(?:25){0,3}2[bB]'],
  '&': ['&amp;'],
  '<': ['&lt;'],
  '>': ['&gt;'],
  '"': ['&quot;'],
  "'": ['&apos;'],
  '\n': [String.raw`\\{1,4}n`],
  '\r': [String.raw`\\{1,4}r`],
  '\t': [String.raw`\\{1,4}t`],
};

/** Digits of a number in either case. */
const inHex = (value: number, digits: number): string =>
  value
    .toString(16)
    .padStart(digits, '0')
    .replace(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`);
