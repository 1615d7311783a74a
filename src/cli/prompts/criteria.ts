import type { Direction } from '../../rollout/criterion.ts';
import { formatNumber } from '../../text/number.ts';
import { readNumber } from './checks.ts';
import type { Prompts } from './prompts.ts';

/** What the criteria of one driver are about. */
export interface Scale {
  /** `ms`, `%`, `x`; written after every number. */
  readonly unit: string;
  /** Whether small readings are the good ones. */
  readonly isLowGood: boolean;
  /** The key of the number in a criterion. */
  readonly key: 'threshold' | 'latency_tolerance_multiplier';
  /** Whether a criterion carries its operator. */
  readonly hasOperator: boolean;
  /** What Enter alone answers; without it, that there is no such criterion. */
  readonly fallback?: { readonly forward?: string; readonly reset?: string };
}

type Criterion = Readonly<Record<string, unknown>>;
export type Criteria = Readonly<Partial<Record<Direction, Criterion>>>;

/** A threshold that was given, and what it is called in messages. */
interface Threshold {
  readonly name: string;
  readonly value: number;
}

const threshold = (name: string, value: number | undefined): Threshold | undefined =>
  value === undefined ? undefined : { name, value };

/** What is measured, how it is called, and what `?` says of a threshold. */
export interface Measured {
  readonly what: string;
  readonly scale: Scale;
  readonly explain?: (direction: Direction) => string | undefined;
}

/**
 * Asks for the thresholds of forward, backward and reset; each beyond the one before, at least one of them
 * given.
 */
export async function askCriteria(prompts: Prompts, measured: Measured): Promise<Criteria> {
  const { what, scale } = measured;
  const unit = scale.unit && ` (${scale.unit})`;
  const { good, bad, forwardOperator, backOperator } = wordsFor(scale);
  const forward = await askThreshold(prompts, {
    message: `Go forward while ${what} is ${good}${unit}`,
    fallback: scale.fallback?.forward ?? 'always',
    help: helpFor('forward', measured),
    scale,
  });
  const first = threshold('forward', forward);
  const backward = await askThreshold(prompts, {
    message: `Step back when it is ${bad}${unit}`,
    fallback: 'never',
    help: helpFor('backward', measured),
    scale,
    beyond: first,
  });
  const last = threshold('stepping back', backward) ?? first;
  const reset = await askThreshold(prompts, {
    message: `Reset to the start when it is ${bad}${unit}`,
    fallback: resetFallback(scale, last),
    help: helpFor('reset', measured),
    scale,
    beyond: last,
    isRequired: last === undefined,
  });
  const criteria: [Direction, Criterion | undefined][] = [
    ['forward', criterion(forward, forwardOperator, scale)],
    ['backward', criterion(backward, backOperator, scale)],
    ['reset', criterion(reset, backOperator, scale)],
  ];
  return Object.fromEntries(criteria.filter(([, one]) => one !== undefined));
}

const NONE: Readonly<Record<Direction, string>> = {
  forward: '`always` for no threshold: then the ramp goes on while nothing else holds it.',
  backward: '`never` for none.',
  reset: '`never` for none.',
};

function helpFor(direction: Direction, { explain, scale: { unit } }: Measured): string {
  const inUnit = unit ? `A number in ${unit}` : 'A number';
  return [explain?.(direction), `${inUnit}, or ${NONE[direction]}`].filter(Boolean).join(' ');
}

/** What Enter answers for reset; a usual threshold that the one before has passed is none. */
function resetFallback({ fallback, isLowGood }: Scale, last: Threshold | undefined): string {
  const usual = fallback?.reset;
  if (usual === undefined) return 'never';
  if (last === undefined) return usual;
  const isBeyond = isLowGood ? Number(usual) > last.value : Number(usual) < last.value;
  return isBeyond ? usual : 'never';
}

const LOW_IS_GOOD = { good: 'below', bad: 'above', forwardOperator: 'lt', backOperator: 'gt' } as const;
const HIGH_IS_GOOD = { good: 'above', bad: 'below', forwardOperator: 'gt', backOperator: 'lt' } as const;
const wordsFor = ({ isLowGood }: Scale) => (isLowGood ? LOW_IS_GOOD : HIGH_IS_GOOD);

function criterion(value: number | undefined, operator: string, scale: Scale): Criterion | undefined {
  if (value === undefined) return undefined;
  return scale.hasOperator ? { operator, [scale.key]: value } : { [scale.key]: value };
}

/**
 * No such criterion: without one for forward the ramp always goes on, without the others it never goes back.
 */
const isNone = (answer: string): boolean => /^(|-|no|none|never|always)$/i.test(answer);

interface ThresholdQuestion {
  readonly message: string;
  readonly help: string | undefined;
  readonly fallback: string;
  readonly scale: Scale;
  /** The threshold this one must be worse than. */
  readonly beyond?: Threshold;
  /** No threshold was given before: this one must be. */
  readonly isRequired?: boolean;
}

/** The threshold; undefined where the answer is that there is none. */
async function askThreshold(prompts: Prompts, question: ThresholdQuestion): Promise<number | undefined> {
  const { message, fallback, help, scale, isRequired } = question;
  const check = (answer: string): string | undefined => {
    if (!isNone(answer)) return faultOf(answer, question);
    if (isRequired) return 'give at least one of the three: without any, the driver does nothing';
    return undefined;
  };
  const answer = await prompts.text({ message, fallback, help, check });
  return isNone(answer) ? undefined : readNumber(answer, scale.unit);
}

function faultOf(answer: string, { scale, beyond }: ThresholdQuestion): string | undefined {
  const { unit, isLowGood } = scale;
  const value = readNumber(answer, unit);
  if (value === undefined) return `"${answer}" is not a number${unit && `; give it in ${unit}`}`;
  if (unit && value < 0) return `${formatNumber(value)} is below zero`;
  if (unit === '%' && value > 100) return `${formatNumber(value)} is above 100 %`;
  if (beyond === undefined) return undefined;
  const isBeyond = isLowGood ? value > beyond.value : value < beyond.value;
  if (isBeyond) return undefined;
  return `must be ${wordsFor(scale).bad} the ${formatNumber(beyond.value)} of ${beyond.name}, or both would hold at once`;
}
