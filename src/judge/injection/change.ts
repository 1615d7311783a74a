import { roundToNano } from '../../text/duration.ts';
import type { Injection, Operator } from './injection.ts';

/** What a reading becomes where the share w of what it looks at, 0 to 1, is under the effect. */
export type Change = (reading: number, w: number) => number;

/** What the reading of exposed requests alone would be. */
const FULL: Readonly<Record<Operator, (reading: number, size: number) => number>> = {
  x: (reading, size) => size * reading,
  '+': (reading, size) => reading + size,
  '=': (_, size) => size,
};

/** The change without regard to a greatest value. An invalid reading stays invalid. */
export function changeOf({ operator, size }: Pick<Injection, 'operator' | 'size'>): Change {
  if (operator === 'x') return (reading, w) => reading * (1 + (size - 1) * w);
  if (operator === '+') return (reading, w) => reading + size * w;
  return (reading, w) => reading * (1 - w) + size * w;
}

/** The change where exposed requests alone can have no more than `max`, such as all of them failing. */
export function cappedChange(injection: Pick<Injection, 'operator' | 'size'>, max: number): Change {
  const { operator, size } = injection;
  const full = FULL[operator];
  return (reading, w) => reading * (1 - w) + Math.min(max, full(reading, size)) * w;
}

/** The share under the effect, from the mean accept percentage over what a reading looks at. */
export function weightOf({
  share,
  operator,
}: Pick<Injection, 'share' | 'operator'>): (accept: number) => number {
  if (share.kind === 'arm') return (accept) => (accept > 0 ? 1 : 0);
  if (share.kind !== 'tail' || operator !== '=') return (accept) => accept / 100;
  const least = roundToNano(100 - share.percentile);
  return (accept) => (accept < least ? 0 : 1);
}
