import { createHash } from 'node:crypto';

/** A value as a line of JSON with the sum of it. */
export function seal(value: unknown): string {
  const text = JSON.stringify(value);
  return `{"sum":"${sumOf(text)}","value":${text}}\n`;
}

export type Unsealed =
  | { readonly kind: 'whole'; readonly value: unknown }
  /** With the value where the text still has one. */
  | { readonly kind: 'damaged'; readonly why: string; readonly value?: unknown };

/** The value of a sealed text. */
export function unseal(text: string): Unsealed {
  const { sum, value } = parse(text);
  if (typeof sum !== 'string' || value === undefined)
    return { kind: 'damaged', why: 'it is no file of rollout' };
  if (sum !== sumOf(JSON.stringify(value)))
    return { kind: 'damaged', why: 'its sum is wrong: it was changed or cut', value };
  return { kind: 'whole', value };
}

export const sumOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 16);

function parse(text: string): { sum?: unknown; value?: unknown } {
  try {
    return Object(JSON.parse(text));
  } catch {
    return {};
  }
}
