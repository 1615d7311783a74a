import type { Measure } from '../../circuit/plan.ts';
import { formatNumber, formatPercent, withUnit } from '../../text/number.ts';

/** What the signals of a policy measure; those that are not there go by their names. */
export type Measures = ReadonlyMap<string, Measure>;

/** An effect as `--inject` spells it: `PROMQL_0: x1.3 from 25%`. */
export interface Effect {
  readonly signal: string;
  readonly operator: 'x' | '+' | '=';
  readonly value: number;
  /** What follows the value: `from 25%`. */
  readonly rest: string;
}

/** What is taken away is spelled `-20`, without the operator. */
const EFFECT = /^(.*):\s*(x|\+|=|(?=-))(-?[\d.]+(?:e[-+]?\d+)?)\s*(.*)$/s;

/** Reads the effect of a result; undefined where it is none. */
export function readEffect(text: string): Effect | undefined {
  const [, signal = '', operator, value, rest = ''] = EFFECT.exec(text) ?? [];
  if (operator === undefined) return undefined;
  return { signal, operator: (operator || '+') as Effect['operator'], value: Number(value), rest };
}

/** An effect for a sentence: `average latency 20 % higher`, `error ratio 0.02 lower`, `average latency at 500 ms`. */
export function effectText(effect: Effect, measures: Measures): string {
  const { title, unit } = measures.get(effect.signal) ?? { title: effect.signal, unit: '' };
  return [title, sizeText(effect, unit), effect.rest].filter((text) => text !== '').join(' ');
}

/** How large an effect is: `20 % higher`, `20 ms higher`, `at 500 ms`. */
export function sizeText({ operator, value }: Pick<Effect, 'operator' | 'value'>, unit: string): string {
  if (operator === '=') return `at ${withUnit(formatNumber(value), unit)}`;
  if (operator === 'x') return `${factorText(Math.abs(value - 1))} ${value < 1 ? 'lower' : 'higher'}`;
  return `${withUnit(formatNumber(Math.abs(value)), unit)} ${value < 0 ? 'lower' : 'higher'}`;
}

/** A share of change; large ones have no decimals that matter. */
const factorText = (share: number): string => formatPercent(Number(share.toPrecision(3)));

/** As it is written: `x1.2`, `-20`. */
export function spelledSize({ operator, value }: Pick<Effect, 'operator' | 'value'>): string {
  const sign = operator === '+' && value < 0 ? '' : operator;
  return `${sign}${formatNumber(value)}`;
}
