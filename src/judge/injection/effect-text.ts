import { formatShort } from '../../text/duration.ts';
import { formatNumber } from '../../text/number.ts';
import type { Injection } from './injection.ts';
import type { InjectionOptions } from './option-text.ts';

/** `x1.3`, `+20`, `-20`, `=500`. */
export function sizeText({ operator, size }: Pick<Injection, 'operator' | 'size'>): string {
  const sign = operator === '+' && size < 0 ? '' : operator;
  return `${sign}${formatNumber(size)}`;
}

/** An effect with all that was said behind it but the share: `x1.3 from 25% after 30m`. */
export function effectText(
  effect: Pick<Injection, 'operator' | 'size'>,
  { from, after, over, max }: InjectionOptions,
): string {
  const words = [sizeText(effect)];
  if (from !== undefined) words.push(`from ${formatNumber(from)}%`);
  if (after !== undefined) words.push(`after ${formatShort(after)}`);
  if (over !== undefined) words.push(`over ${formatShort(over)}`);
  if (max !== undefined) words.push(`max ${formatNumber(max)}`);
  return words.join(' ');
}
