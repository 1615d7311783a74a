/**
 * What a terminal, a pager or an editor obeys instead of showing: C0 but tab and newline, DEL, C1, the line
 * separators and the bidirectional controls that reorder what stands around them.
 */
const OBEYED = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g;

/** The same beyond ASCII, where JSON and YAML leave it as it is. */
const OBEYED_BEYOND_ASCII = /[\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g;

/** A colour of ours, or what a terminal obeys. */
const COLOUR_OR_OBEYED = new RegExp(`\\u001b\\[[\\d;]*m|${OBEYED.source}`, 'g');

const REPLACEMENT = '\ufffd';

/** Text that a terminal shows and does not obey; lines and tabs stay. */
export const printableText = (text: string): string => text.replace(OBEYED, REPLACEMENT);

/** The same on one line: a line break with the spaces around it becomes a space. */
export const printableLine = (text: string): string =>
  printableText(text.replace(/\s*[\r\n\u2028\u2029]\s*/g, ' '));

/** As `printableText`, for text that holds colours of ours. */
export const printableColoured = (text: string): string =>
  text.replace(COLOUR_OR_OBEYED, (found) => (found.length > 1 ? found : REPLACEMENT));

/**
 * JSON that a terminal shows and does not obey: what JSON leaves of that is written as `\uXXXX`, the value
 * stays the same.
 */
export const printableJson = (value: unknown, indent?: number): string =>
  escapeUnicode(JSON.stringify(value, null, indent));

/**
 * Writes as `\uXXXX` what a terminal would obey; for text in which all of it stands inside quotes of JSON or
 * YAML.
 */
export const escapeUnicode = (quoted: string): string =>
  quoted.replace(OBEYED_BEYOND_ASCII, (found) => `\\u${found.charCodeAt(0).toString(16).padStart(4, '0')}`);
