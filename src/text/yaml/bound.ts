import { EVENT_ID, type Event } from 'js-yaml';
import { fail } from '../../errors/rollout-error.ts';
import { offsetOf } from './positions.ts';
import type { Source } from './source.ts';

/** Values of a document, its keys not counted. A circuit of the most components has fewer. */
export const MAX_VALUES = 250_000;

/** Keys of one mapping. */
const MAX_KEYS = 10_000;

/** Characters of one text. */
const MAX_TEXT = 1 << 20;

const COMMA = 44;
const DASH = 45;
const COLON = 58;
const QUESTION = 63;
const BRACKET = 91;
const BRACE = 123;

/**
 * Throws YAML_VALUES for a document whose values would need too much memory: one begins after each `,`, `[` and `{`, and
 * after `-`, `:` and `?` before a space. It counts what stands inside texts too, for nothing is parsed yet.
 */
export function checkSize(source: Source): void {
  const { text } = source;
  let count = 0;
  for (let i = 0; i < text.length && text.length > MAX_VALUES; i++) {
    if (!beginsValue(text, i)) continue;
    count++;
    if (count > MAX_VALUES)
      throw fail('YAML_VALUES', { where: 'the file', limit: MAX_VALUES }, { at: source.locate(i) });
  }
}

function beginsValue(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  if (code === COMMA || code === BRACKET || code === BRACE) return true;
  if (code !== DASH && code !== COLON && code !== QUESTION) return false;
  const next = text.charCodeAt(at + 1);
  return !(next > 32) || (code === DASH && next === DASH);
}

/** Throws YAML_TEXT for a longer text than any that rollout reads, and YAML_VALUES for a mapping of more keys. */
export function checkParts(events: readonly Event[], source: Source): void {
  const open: { readonly isMapping: boolean; size: number }[] = [];
  for (const event of events) {
    if (event.type === EVENT_ID.POP) open.pop();
    else checkPart(event, open.at(-1), source);
    if (event.type in COLLECTIONS) open.push({ isMapping: event.type === EVENT_ID.MAPPING, size: 0 });
  }
}

const COLLECTIONS = { [EVENT_ID.DOCUMENT]: true, [EVENT_ID.MAPPING]: true, [EVENT_ID.SEQUENCE]: true };

function checkPart(
  event: Event,
  within: { readonly isMapping: boolean; size: number } | undefined,
  source: Source,
): void {
  const place = () => ({ at: source.locate(offsetOf(event)) });
  if (event.type === EVENT_ID.SCALAR && event.valueEnd - event.valueStart > MAX_TEXT)
    throw fail('YAML_TEXT', { limit: MAX_TEXT }, place());
  if (!within?.isMapping) return;
  within.size++;
  if (within.size > 2 * MAX_KEYS)
    throw fail('YAML_VALUES', { where: 'one mapping', limit: MAX_KEYS }, place());
}
