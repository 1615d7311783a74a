import type { Location } from '../errors/location.ts';

/** A word of a flag and where it begins. */
export interface Word {
  readonly text: string;
  readonly offset: number;
}

/** The words from an offset on, parted by blanks. */
export const wordsFrom = (text: string, offset: number): Word[] =>
  [...text.slice(offset).matchAll(/\S+/g)].map((match) => ({ text: match[0], offset: offset + match.index }));

/** The place of a word inside of a flag. */
export const placeIn = (flag: string, text: string, offset: number): { readonly at: Location } => ({
  at: { file: flag, line: 1, column: offset + 1, text },
});
