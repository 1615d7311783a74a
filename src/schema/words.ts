const TYPES: Readonly<Record<string, string>> = {
  object: 'a mapping (key: value)',
  array: 'a list',
  string: 'text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
};
const MAX_SHOWN_CHARACTERS = 60;

/** JSON schema's `type` in words: `a number`, `text, a number or true or false`. */
export function typeWords(type: unknown): string {
  const names = (Array.isArray(type) ? type : String(type).split(',')).filter((name) => name !== 'null');
  const words = names.map((name) => TYPES[name] ?? name);
  const last = words.pop() ?? 'empty';
  if (words.length === 0) return last;
  return `${words.join(', ')} or ${last}`;
}

/** A value in a few words: `"ten"`, `12`, `a list of 3`, `nothing`. */
export function describe(value: unknown): string {
  if (value === null || value === undefined) return 'nothing';
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : `a list of ${value.length}`;
  if (typeof value === 'object') return `${Object.keys(value).length === 0 ? 'an empty' : 'a'} mapping`;
  if (typeof value !== 'string') return String(value);
  const text = JSON.stringify(value);
  if (text.length <= MAX_SHOWN_CHARACTERS) return text;
  return `${text.slice(0, MAX_SHOWN_CHARACTERS - 2)}…"`;
}
