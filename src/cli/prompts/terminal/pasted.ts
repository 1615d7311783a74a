const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g;

/** What was pasted as one line: line breaks and tabs become blanks, what a terminal obeys is left out. */
export const oneLine = (text: string): string =>
  text
    .replace(/\s*[\r\n\u2028\u2029]\s*/g, ' ')
    .replaceAll('\t', ' ')
    .replace(CONTROL, '')
    .trim();

/** A query of several lines as one: a comment would hide what is joined to it, so comments are left out. */
export const oneLineQuery = (query: string): string =>
  oneLine(
    query
      .split(/[\r\n]+/)
      .map(withoutComment)
      .join('\n'),
  );

/** Strings of PromQL, in which a # is no comment, or the comment. */
const STRING_OR_COMMENT = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`[^`]*`|#.*/g;

const withoutComment = (line: string): string =>
  line.replace(STRING_OR_COMMENT, (found) => (found.startsWith('#') ? '' : found));
