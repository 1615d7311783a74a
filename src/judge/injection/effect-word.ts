import { parseNumber } from '../../text/number.ts';
import type { Operator } from './injection.ts';

/** The effects that one flag asks for: one, or those of a range. */
export interface Effects {
  readonly operator: Operator;
  readonly sizes: readonly number[];
}

/** Why a word is no effect: the range that is wrong in it, or what to write instead. */
export interface EffectFault {
  readonly problem?: string;
  readonly fix?: string;
}

const MAX_EFFECTS = 100;

/** What people write instead, and what is meant. */
const MISSPELT: readonly (readonly [RegExp, (...parts: readonly string[]) => string])[] = [
  [/^[x*×X+=-]$/, (sign = '') => `leave out the blank behind ${sign}: x1.3, +20, =500`],
  [/^(.+),$/, (_, word) => `leave out the comma: ${word}`],
  [/^[*×X](\d.*)$/, (_, factor) => `write x${factor}`],
  [/^(\d[\d.]*)[x*×X]$/, (_, factor) => `write x${factor}`],
  [/^([+-][\d.]+)%$/, (_, percent) => `write x${Number((1 + Number(percent) / 100).toPrecision(6))}`],
  [/^[x=]?([\d.]+)%$/, () => 'write a factor, such as x1.2 for 20 % more'],
  [/^([x+=-]\d+),(\d+)$/, (_, whole, part) => `write ${whole}.${part}`],
  [/^([\d.]+)$/, (_, size) => `write x${size}, +${size} or =${size}`],
];

/** Reads `x1.3`, `+20`, `-20`, `=500`, `x1.1..2/5`. */
export function parseEffect(word: string): Effects | EffectFault {
  const sign = word[0] ?? '';
  if (!/^[x+=-]$/.test(sign)) return misspelt(word);
  const operator = sign === '-' ? '+' : (sign as Operator);
  const sense = sign === '-' ? -1 : 1;
  const range = /^(.+?)\.\.(.*)$/.exec(word.slice(1));
  if (range) return parseRange({ operator, sense, first: range[1]!, rest: range[2]! });
  const size = sizeOf(word.slice(1));
  if (size === undefined) return misspelt(word);
  if (operator === 'x' && size < 0)
    return { fix: 'a factor is 0 or more; for a fall write for example x0.5' };
  return { operator, sizes: [sense * size] };
}

export const isFault = (found: Effects | EffectFault): found is EffectFault => !('sizes' in found);

function misspelt(word: string): EffectFault {
  for (const [pattern, fixOf] of MISSPELT) {
    const match = pattern.exec(word);
    if (match) return { fix: fixOf(...match) };
  }
  return {};
}

/** A finite number. */
function sizeOf(text: string): number | undefined {
  const size = parseNumber(text);
  return size !== undefined && Number.isFinite(size) ? size : undefined;
}

interface RangeText {
  readonly operator: Operator;
  readonly sense: number;
  readonly first: string;
  readonly rest: string;
}

function parseRange({ operator, sense, first, rest }: RangeText): Effects | EffectFault {
  const [second = '', count, ...more] = rest.split('/');
  const [from, to] = [sizeOf(first), sizeOf(second)];
  if (from === undefined || to === undefined || more.length > 0)
    return { problem: 'is not two numbers and how many: a..b/n' };
  if (count === undefined) return { problem: 'does not say how many effects it has: add for example /5' };
  if (!/^\d+$/.test(count) || Number(count) < 2 || Number(count) > MAX_EFFECTS)
    return { problem: `must have a whole number of effects, from 2 to ${MAX_EFFECTS}` };
  if (from === to) return { problem: 'begins where it ends' };
  if (operator === 'x' && !(from > 0 && to > 0)) return { problem: 'must have factors above 0' };
  const sizes = valuesBetween(operator, [sense * from, sense * to], Number(count));
  if (!sizes.every(Number.isFinite)) return { problem: 'is too wide to be computed' };
  return { operator, sizes };
}

/** So many values from one end to the other, both exactly among them: geometric for factors, else even. */
export function valuesBetween(
  operator: Operator,
  [from, to]: readonly [number, number],
  count: number,
): number[] {
  const at = (share: number): number =>
    operator === 'x' ? from * (to / from) ** share : from + (to - from) * share;
  return Array.from({ length: count }, (_, i) => (i === count - 1 ? to : at(i / (count - 1))));
}

/** The value halfway between two, in the same sense. */
export const middleOf = (operator: Operator, from: number, to: number): number =>
  operator === 'x' ? Math.sqrt(from * to) : (from + to) / 2;
