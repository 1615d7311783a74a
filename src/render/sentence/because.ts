import type { Because, Compared, Read, Setting } from '../../rollout/conditions.ts';
import { formatSpoken } from '../../text/duration.ts';
import { fromJsonReading, type JsonReading } from '../../text/json-reading.ts';
import { formatNumber, withUnit } from '../../text/number.ts';
import { averageText } from './criterion.ts';
import { figures } from './figures.ts';

/** A sentence, and the parts of it that matter less: the names of signals in parentheses. */
export interface Sentence {
  readonly text: string;
  readonly asides: readonly string[];
}

/** What is said of nothing but itself. */
export const plainSentence = (text: string): Sentence => ({ text, asides: [] });

/**
 * Why the ramp does what it does: `average latency 180 ms > 100 ms (AVERAGE_LATENCY_0)`, `by rollout: false, foo: 3`. Settings
 * stand where the first of them does; those that are true go without saying beside a comparison, but for the start of a rollout.
 */
export function becauseSentence(because: readonly Because[], isStart = false): Sentence {
  const compares = because.some((one) => 'operator' in one);
  const shown = because.filter((one) => isStart || !compares || !('key' in one) || one.value !== true);
  const settings = shown.filter(isSetting);
  const sentences = shown.flatMap((one) => {
    if (!isSetting(one)) return readingSentence(one);
    return one === settings[0] ? settingsSentence(settings) : [];
  });
  return {
    text: sentences.map(({ text }) => text).join('; '),
    asides: sentences.flatMap(({ asides }) => asides),
  };
}

const isSetting = (one: Because): one is Setting => 'key' in one;

const settingsSentence = (settings: readonly Setting[]): Sentence =>
  plainSentence(`by ${settings.map(settingText).join(', ')}`);

function readingSentence(one: Exclude<Because, Setting>): Sentence {
  const text = 'operator' in one ? comparedText(one) : readText(one);
  if (one.title === one.signal) return plainSentence(text);
  const aside = `(${one.signal})`;
  return { text: `${text} ${aside}`, asides: [aside] };
}

const settingText = ({ key, value }: Setting): string =>
  `${key}: ${typeof value === 'boolean' ? value : formatNumber(numberOf(value))}`;

function readText({ title, value, unit, problem }: Read): string {
  if (value === null) return `${title}: ${problem ?? 'no value'}`;
  return `${title} ${withUnit(figures(numberOf(value)), unit)}`;
}

/** The one place that words a comparison with the readings of its sides. */
function comparedText(one: Compared): string {
  const { title, value, unit, threshold, operator, met, lasts_seconds } = one;
  if (value === null) return readText(one);
  const against = numberOf(threshold);
  const now = `${title} ${withUnit(figures(numberOf(value), against), unit)}`;
  if (threshold === null) return `${now}, ${averageName(one)}: no value yet`;
  const compared = `${operator} ${thresholdText(one)}`;
  if (met) return `${now} ${compared}${lasts_seconds > 0 ? `, ${sinceText(lasts_seconds)}` : ''}`;
  if (lasts_seconds > 0) return `${now}, not ${compared} ${sinceText(lasts_seconds)}`;
  return `${now}, ${one.direction ? `${one.direction} needs` : 'not'} ${compared}`;
}

/** `100 ms`, `157 ms, 1.05 x its average`, `70 ms, SETPOINT`. */
function thresholdText(one: Compared): string {
  const { threshold, threshold_signal, unit } = one;
  const number = numberOf(threshold);
  if (threshold_signal === null) return withUnit(formatNumber(number), unit);
  return `${withUnit(figures(number, numberOf(one.value)), unit)}, ${averageName(one)}`;
}

const averageName = ({ threshold_signal, times_average }: Compared): string =>
  times_average === null ? `${threshold_signal}` : averageText(times_average);

const sinceText = (seconds: number): string => `for less than ${formatSpoken(seconds)} so far`;

const numberOf = (value: JsonReading | null): number =>
  value === null ? Number.NaN : fromJsonReading(value);
