import { formatNumber } from '../../text/number.ts';
import type { Ask } from './ask.ts';
import { readNumber } from './checks.ts';

/** What the criteria of one driver are about. */
export interface Scale {
  /** `ms`, `%`, `x`; written after every number. */
  readonly unit: string;
  /** Whether small readings are the good ones. */
  readonly lowIsGood: boolean;
  /** The key of the number in a criterion. */
  readonly key: 'threshold' | 'latency_tolerance_multiplier';
  /** Whether a criterion carries its operator. */
  readonly operator: boolean;
  /** What Enter alone answers; by default that there is no such criterion. */
  readonly fallback: { readonly forward?: string; readonly reset?: string };
}

export type Criteria = Readonly<
  Partial<Record<'forward' | 'backward' | 'reset', Readonly<Record<string, unknown>>>>
>;

/** Asks for the thresholds of forward, backward and reset; each beyond the one before, at least one of them given. */
export async function askCriteria(ask: Ask, what: string, scale: Scale): Promise<Criteria> {
  const [good, bad] = scale.lowIsGood ? ['below', 'above'] : ['above', 'below'];
  const unit = scale.unit ? ` (${scale.unit})` : '';
  const forward = await askNumber(
    ask,
    `Go forward while ${what} is ${good}${unit}`,
    scale,
    [],
    scale.fallback.forward ?? 'always',
  );
  const known = forward === undefined ? [] : [{ name: 'forward', value: forward }];
  const backward = await askNumber(ask, `Step back when it is ${bad}${unit}`, scale, known, 'never');
  if (backward !== undefined) known.push({ name: 'stepping back', value: backward });
  const least =
    known.length === 0 ? 'give at least one of the three: without any, the driver does nothing' : undefined;
  const reset = await askNumber(
    ask,
    `Reset to the start when it is ${bad}${unit}`,
    scale,
    known,
    scale.fallback.reset ?? 'never',
    least,
  );
  const criterion = (value: number, operator: string) => ({
    ...(scale.operator ? { operator } : {}),
    [scale.key]: value,
  });
  const [ahead, back] = scale.lowIsGood ? ['lt', 'gt'] : ['gt', 'lt'];
  return {
    ...(forward === undefined ? {} : { forward: criterion(forward, ahead) }),
    ...(backward === undefined ? {} : { backward: criterion(backward, back) }),
    ...(reset === undefined ? {} : { reset: criterion(reset, back) }),
  };
}

/** No such criterion: without one for forward the ramp always goes on, without the others it never goes back. */
const isNone = (answer: string): boolean => /^(|-|no|none|never|always)$/i.test(answer);

async function askNumber(
  ask: Ask,
  message: string,
  { unit, lowIsGood }: Scale,
  beyond: readonly { readonly name: string; readonly value: number }[],
  fallback: string,
  unlessGiven?: string,
): Promise<number | undefined> {
  const limit = beyond.at(-1);
  const check = (answer: string): string | undefined => {
    if (isNone(answer)) return unlessGiven;
    const value = readNumber(answer, unit);
    if (value === undefined) return `"${answer}" is not a number${unit ? `; give it in ${unit}` : ''}`;
    if (unit && value < 0) return `${formatNumber(value)} is below zero`;
    if (unit === '%' && value > 100) return `${formatNumber(value)} is above 100 %`;
    if (limit === undefined || (lowIsGood ? value > limit.value : value < limit.value)) return undefined;
    return `must be ${lowIsGood ? 'above' : 'below'} the ${formatNumber(limit.value)} of ${limit.name}, or both would hold at once`;
  };
  const answer = await ask.text({ message, fallback, check });
  return isNone(answer) ? undefined : readNumber(answer, unit);
}
