import { type Diagnostic, diagnostic, throwIfErrors } from '../../errors/rollout-error.ts';
import { formatPercent } from '../../text/number.ts';
import { placeIn } from '../flag-words.ts';
import type { History } from '../history.ts';
import type { Injection } from './injection.ts';

/**
 * The injections as the readings of the history have them: a share of requests, said to be one by `max` or a division whose
 * readings are all in 0..1, is at most 1. Throws INJECT_ZEROS where a factor is on a share that is mostly 0.
 */
export function fitReadings(
  injections: readonly Injection[],
  { columns }: Pick<History, 'columns'>,
): Injection[] {
  const readings = new Map<number, Readings>();
  for (const { query } of injections)
    if (!readings.has(query)) readings.set(query, readingsOf(columns[query]!));
  throwIfErrors(eachOnce(injections.flatMap((one) => zerosFault(one, readings.get(one.query)!))));
  return injections.map((one) =>
    isShare(one, readings.get(one.query)!) ? { ...one, max: one.max ?? 1 } : one,
  );
}

/** What matters of a column of readings, of its valid ones. */
interface Readings {
  readonly valid: number;
  readonly zeros: number;
  readonly areShares: boolean;
}

function readingsOf(column: Float64Array): Readings {
  let [valid, zeros, shares] = [0, 0, 0];
  for (const reading of column) {
    if (Number.isNaN(reading)) continue;
    valid++;
    if (reading === 0) zeros++;
    if (reading >= 0 && reading <= 1) shares++;
  }
  return { valid, zeros, areShares: valid > 0 && shares === valid };
}

/** Whether its greatest value matters: that of a factor. */
function isShare({ operator, max, isRatio }: Injection, { areShares }: Readings): boolean {
  return operator === 'x' && (max !== undefined || (isRatio === true && areShares));
}

function zerosFault(injection: Injection, readings: Readings): Diagnostic[] {
  const { zeros, valid } = readings;
  if (!isShare(injection, readings) || zeros * 2 <= valid) return [];
  const { signal, effect } = injection;
  const params = { signal, share: formatPercent(zeros / valid) };
  return [diagnostic('INJECT_ZEROS', params, placeIn('--inject', effect, 0))];
}

/** Those of the effects of one range are alike. */
const eachOnce = (diagnostics: readonly Diagnostic[]): Diagnostic[] =>
  diagnostics.filter((one, i) => diagnostics.findIndex(({ message }) => message === one.message) === i);
