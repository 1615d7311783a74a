/** Where a value stands in a JSON text: from its first character up to the one behind its last. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** One key of an object with its value. */
interface Entry {
  readonly key: string;
  readonly value: Span;
}

const SPACE = /[ \t\n\r]*/y;
const STRING = /"(?:[^"\\]|\\.)*"/y;
const PLAIN = /[^\s,\]}]+/y;

/** Where the value of a path of keys stands in a valid JSON text; as in JSON.parse the last of equal keys counts. */
export function spanAt(text: string, keys: readonly string[]): Span | undefined {
  let span: Span | undefined = { start: skip(SPACE, text, 0), end: text.length };
  for (const key of keys)
    span = span && entriesOf(text, span.start).findLast((entry) => entry.key === key)?.value;
  return span;
}

/** The text with keys of one object set to JSON texts: what was there is replaced, what was not stands at the object's end. */
export function setKeys(text: string, object: Span, changes: Readonly<Record<string, string>>): string {
  let changed = text;
  for (const [key, value] of Object.entries(changes)) changed = setKey(changed, object, key, value);
  return changed;
}

function setKey(text: string, { start }: Span, key: string, value: string): string {
  const entries = entriesOf(text, start);
  const present = entries.findLast((entry) => entry.key === key)?.value;
  if (present) return text.slice(0, present.start) + value + text.slice(present.end);
  const last = entries.at(-1);
  const at = last?.value.end ?? start + 1;
  // On a line of its own where the first key has one.
  const separator = last ? `,${text.slice(start + 1, skip(SPACE, text, start + 1))}` : '';
  return `${text.slice(0, at)}${separator}${JSON.stringify(key)}: ${value}${text.slice(at)}`;
}

function entriesOf(text: string, start: number): Entry[] {
  const entries: Entry[] = [];
  if (text[start] !== '{') return entries;
  for (
    let at = skip(SPACE, text, start + 1);
    text[at] === '"' || text[at] === ',';
    at = skip(SPACE, text, at)
  ) {
    if (text[at] === ',') at = skip(SPACE, text, at + 1);
    const colon = skip(STRING, text, at);
    const key = JSON.parse(text.slice(at, colon)) as string;
    const from = skip(SPACE, text, skip(SPACE, text, colon) + 1);
    const value = { start: from, end: endOf(text, from) };
    entries.push({ key, value });
    at = value.end;
  }
  return entries;
}

/** The place behind a value. */
function endOf(text: string, start: number): number {
  if (text[start] !== '{' && text[start] !== '[')
    return skip(text[start] === '"' ? STRING : PLAIN, text, start);
  let depth = 0;
  let at = start;
  do {
    const character = text[at];
    if (character === '{' || character === '[') depth++;
    if (character === '}' || character === ']') depth--;
    at = character === '"' ? skip(STRING, text, at) : at + 1;
  } while (depth > 0 && at < text.length);
  return at;
}

/** The place behind what the pattern finds at `at`. */
function skip(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
}
