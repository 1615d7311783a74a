/** The texts that are not empty, with spaces between. */
export const words = (...texts: readonly string[]): string => joined(texts, ' ');

/** The texts that are not empty, with `separator` between. */
export const joined = (texts: readonly string[], separator: string): string =>
  texts.filter((text) => text !== '').join(separator);

/**
 * A text and what it comes from: `stands at 25 %: LATENCY above 75`; the text alone where there is no reason.
 */
export const withReason = (text: string, reason: string | undefined): string =>
  joined([text, reason ?? ''], ': ');

/** The text of a figure; another, or nothing, where there is none. */
export const ifKnown = <T>(
  figure: T | null | undefined,
  textOf: (figure: T) => string,
  otherwise = '',
): string => (figure === null || figure === undefined ? otherwise : textOf(figure));
