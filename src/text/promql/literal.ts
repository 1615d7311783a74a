/** A string or comment of a query; `body` is the text between its quotes. */
export interface Literal {
  readonly kind: 'string' | 'comment';
  readonly from: number;
  readonly to: number;
  readonly body: string;
  readonly isClosed: boolean;
}

const LITERAL = /#[^\n]*|"(?:[^"\\\n]|\\[^\n])*("?)|'(?:[^'\\\n]|\\[^\n])*('?)|`[^`]*(`?)/g;
const ESCAPES = /\\(?:[abfnrtv\\'"]|[0-7]{3}|x[\da-fA-F]{2}|u[\da-fA-F]{4}|U[\da-fA-F]{8}|(.|$))/g;

/** Every string and comment of a query, in order. */
export const literalsOf = (query: string): Literal[] =>
  [...query.matchAll(LITERAL)].map((match) => {
    const text = match[0];
    const span = { from: match.index, to: match.index + text.length };
    if (text.startsWith('#')) return { kind: 'comment', ...span, body: text, isClosed: true };
    const isClosed = Boolean(match[1] || match[2] || match[3]);
    return { kind: 'string', ...span, body: text.slice(1, isClosed ? -1 : undefined), isClosed };
  });

/** The query with all strings and comments replaced by blanks of the same length. */
export function maskLiterals(query: string, literals: readonly Literal[]): string {
  let masked = '';
  let end = 0;
  for (const { from, to } of literals) {
    masked += query.slice(end, from) + ' '.repeat(to - from);
    end = to;
  }
  return masked + query.slice(end);
}

/** The first escape of a quoted string that PromQL does not know, such as `\d`; offset inside the body. */
export function unknownEscape(
  quote: string,
  body: string,
): { readonly escape: string; readonly offset: number } | undefined {
  if (quote === '`') return undefined;
  for (const match of body.matchAll(ESCAPES)) {
    if (match[1] !== undefined) return { escape: match[0], offset: match.index };
  }
  return undefined;
}

const CONTROL: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };

/** The text of a string literal; of escapes only those that matter to a regular expression are replaced. */
export function unquote(quote: string, body: string): string {
  if (quote === '`') return body;
  return body.replace(/\\([\\'"nrt])/g, (_, letter: string) => CONTROL[letter] ?? letter);
}

/**
 * Why Prometheus (RE2) does not accept a regular expression; undefined when it does, or when that is not
 * certain.
 */
export function regexFault(pattern: string): string | undefined {
  if (/\(\?<?[=!]/.test(pattern)) return 'look-around is not supported';
  if (/(^|[^\\])(\\\\)*\\[1-9]/.test(pattern)) return 'back references are not supported';
  const compiled = compile(pattern);
  if (compiled instanceof RegExp) return undefined;
  return compiled;
}

/** Whether a regular expression, anchored as Prometheus does, matches the empty text. */
export function emptyMatches(pattern: string): boolean {
  const compiled = compile(`^(?:${pattern})$`);
  return compiled instanceof RegExp && compiled.test('');
}

/** The expression, or why it is none; RE2's own spellings are replaced by forms that JavaScript accepts. */
function compile(pattern: string): RegExp | string {
  const plain = pattern
    .replace(/\(\?P</g, '(?<')
    .replace(/\(\?[imsU-]+:/g, '(?:')
    .replace(/\(\?[imsU-]+\)/g, '')
    .replace(/\[\[:\^?\w+:\]\]/g, '[a]')
    .replace(/\\Q.*?(\\E|$)/g, 'q')
    .replace(/\\[pP](\w|\{\^?\w+\})/g, 'p');
  try {
    return new RegExp(plain);
  } catch (problem) {
    return String((problem as Error).message)
      .replace(/^.*: /, '')
      .toLowerCase();
  }
}
