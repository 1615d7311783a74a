import type { Diagnostic } from '../errors/rollout-error.ts';
import type { Answer } from '../prometheus/api/answer.ts';
import { type MissingReason, missingReasonText } from '../prometheus/missing-reason.ts';
import type { Driver } from '../rollout/drivers.ts';
import { formatPercent } from '../text/number.ts';
import { directCriteria, isMetBy } from './direct-criteria.ts';
import { coverageOf, type Readings } from './readings.ts';

/** Less of the period with a value is not ok. */
const MIN_COVERAGE = 0.95;

const SHORT_TEXTS: Readonly<Record<string, string>> = {
  PROM_WINDOW: 'window too short',
  PROM_SPARSE: 'samples too rare',
  PROM_SEVERAL: 'several series at times',
  PROM_PARITY: 'ranges differ',
  PROM_IMPLAUSIBLE: 'check the unit',
  PROM_NEVER: 'forward never held',
};

interface Found {
  readonly answer: Answer;
  readonly readings: Readings;
  readonly faults: readonly Diagnostic[];
}

/** The result of a query in a few words, from its answer now, its readings and its faults. */
export function resultOf(driver: Driver, { answer: { value, missing }, readings, faults }: Found): string {
  const texts = faults.flatMap(({ code }) => SHORT_TEXTS[code] ?? []);
  if (Math.abs(value) === Number.POSITIVE_INFINITY) texts.unshift('gives an infinity');
  else if (readings.infinite > 0) texts.push('infinite at times');
  if (missing) texts.unshift(shortReason(missing));
  if (texts.length > 0) return [...new Set(texts)].join(', ');
  const met = directCriteria(driver).filter((criterion) => isMetBy(criterion, value));
  const state = coverageText(coverageOf(readings));
  if (met.length === 0) return state;
  return `${state}, ${met.map(({ direction }) => direction).join(' and ')} now`;
}

function coverageText(share: number): string {
  if (share >= MIN_COVERAGE) return 'ok';
  return `no value ${formatPercent(1 - share)} of the time`;
}

function shortReason(missing: MissingReason): string {
  if (missing.kind === 'many_series') return `${missing.count} series, not one`;
  return missingReasonText(missing).replace(/^the query /, '');
}
