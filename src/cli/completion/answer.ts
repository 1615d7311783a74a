/** What may stand at a word of a command line. */
export interface Answer {
  readonly candidates: readonly Candidate[];
  /** Also files: with one of these endings, any for none; or directories. */
  readonly files?: readonly string[] | 'directories';
}

export interface Candidate {
  readonly word: string;
  readonly meaning: string;
}

export const NOTHING: Answer = { candidates: [] };

export const plainWords = (words: readonly string[]): Answer => ({
  candidates: words.map((word) => ({ word, meaning: '' })),
});

export const filesWith = (...endings: readonly string[]): Answer => ({ candidates: [], files: endings });

export const DIRECTORIES: Answer = { candidates: [], files: 'directories' };
