/** The words of a command line up to the cursor, as they are meant. */
export interface Typed {
  readonly before: readonly string[];
  /** The word at the cursor, as far as it is typed. */
  readonly word: string;
  /** What of it the shell keeps: it replaces only what comes after. */
  readonly kept: string;
}

/**
 * Reads the words that a shell hands over. bash breaks them at `=` and `:`, so that `--set rollout=tr` comes as `--set`,
 * `rollout`, `=` and `tr`, and leaves quotes and backslashes in them.
 */
export function readTyped(words: readonly string[]): Typed {
  const joined: string[] = [];
  let isBroken = false;
  words.forEach((word, i) => {
    const isAfterBreak = isBreak(words[i - 1]) || isBreak(word);
    if (isAfterBreak && joined.length > 0) joined.push(`${joined.pop()}${word}`);
    else joined.push(word);
    isBroken = isAfterBreak;
  });
  const word = unquote(joined.at(-1) ?? '');
  const kept = isBroken ? word.slice(0, Math.max(word.lastIndexOf('='), word.lastIndexOf(':')) + 1) : '';
  return { before: joined.slice(0, -1).map(unquote), word, kept };
}

const isBreak = (word: string | undefined): boolean => word === '=' || word === ':';

/** Without the quote that is still open, and without backslashes. */
const unquote = (word: string): string =>
  word.replace(/^['"]/, '').replace(/['"]$/, '').replace(/\\(.)/g, '$1');
