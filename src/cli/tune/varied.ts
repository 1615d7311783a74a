import { type Diagnostic, diagnostic, fail, throwIfErrors } from '../../errors/rollout-error.ts';
import type { History } from '../../judge/history.ts';
import { memoryOf } from '../../judge/statistics/autocorrelation.ts';
import { type Threshold, thresholdReadings, thresholdsOf } from '../../judge/tune/thresholds.ts';
import type { TuneTask } from '../../judge/tune/tune.ts';
import type { Value, Varied } from '../../judge/tune/varied.ts';
import { candidatesEach, type ReadThreshold, variedThreshold } from '../../judge/tune/varied-threshold.ts';
import { sizeOf, type VaryFlag } from '../../judge/tune/vary-flag.ts';
import type { JudgedPolicy } from '../judge/subject.ts';
import { pathOfNumber, valueAt, valuesOf } from './values-at.ts';

/** A threshold and the value that it comes from. */
interface NamedThreshold extends Threshold {
  readonly path: string;
}

/** A `--vary` and what stands there. */
interface NamedVary extends VaryFlag {
  readonly inUse: Value;
}

/** What is varied of a policy, before the history is known. */
export interface VariedValues {
  readonly thresholds: readonly NamedThreshold[];
  readonly vary: readonly NamedVary[];
}

/** The thresholds of a policy that come from one value each, and what `--vary` names. Throws TUNE_PATH, TUNE_NOTHING. */
export function variedValues(policy: JudgedPolicy, flags: readonly VaryFlag[]): VariedValues {
  const values = valuesOf(policy.loaded);
  const thresholds = thresholdsOf(policy.plan).flatMap((threshold) => {
    const cause = policy.loaded.placeOf(threshold.pointer).path;
    const path = cause === undefined ? undefined : pathOfNumber(values, cause, threshold.value);
    return path === undefined ? [] : [{ ...threshold, path }];
  });
  const faults: Diagnostic[] = [];
  const vary = flags.flatMap((flag) => {
    const inUse = valueAt(values, flag.path);
    if (isLike(inUse, flag)) return [{ ...flag, inUse }];
    faults.push(pathFault(flag, inUse));
    return [];
  });
  throwIfErrors(faults);
  if (thresholds.length + vary.length === 0) throw fail('TUNE_NOTHING', { policy: policy.loaded.name });
  return { thresholds, vary };
}

/** A number for numbers, a duration for durations. */
const isLike = (inUse: unknown, { values }: VaryFlag): inUse is Value =>
  (typeof inUse === 'number' || typeof inUse === 'string') &&
  Number.isFinite(sizeOf(inUse)) &&
  values.every((value) => typeof value === typeof inUse);

const pathFault = ({ path, values }: VaryFlag, inUse: unknown): Diagnostic =>
  diagnostic('TUNE_PATH', {
    path,
    got: inUse === undefined ? 'nothing' : JSON.stringify(inUse),
    expected: typeof values[0] === 'number' ? 'a number' : 'a duration',
  });

/** Makes what is varied, its candidates from the first ticks of a history; where `--vary` names a threshold, those it gives. */
export function variedUpTo(
  policy: JudgedPolicy,
  { thresholds, vary }: VariedValues,
  history: History,
): TuneTask['variedUpTo'] {
  const given = new Map(vary.map((flag) => [flag.path, flag]));
  const read = withReadings(policy, thresholds, history);
  const others = vary.filter(({ path }) => !thresholds.some((one) => one.path === path)).map(variedFlag);
  const count = candidatesEach(read.length + others.length);
  return (ticks) => [
    ...read.map((threshold) => {
      const flag = given.get(threshold.path);
      const varied = variedThreshold(threshold, ticks, count);
      return flag ? { ...varied, candidates: variedFlag(flag).candidates } : varied;
    }),
    ...others,
  ];
}

const variedFlag = ({ path, values, inUse }: NamedVary): Varied => ({
  path,
  inUse,
  candidates: values.filter((value) => sizeOf(value) !== sizeOf(inUse)),
});

/** The readings of one signal remember for the same time. */
function withReadings(
  policy: JudgedPolicy,
  thresholds: readonly NamedThreshold[],
  history: History,
): ReadThreshold[] {
  const memories = new Map<string, number>();
  const readings = thresholdReadings(policy, history, thresholds);
  return thresholds.map((threshold, i) => {
    const key = JSON.stringify([threshold.criterion.lhs, threshold.base]);
    const memory = memories.get(key) ?? memoryOf(readings[i]!, history);
    memories.set(key, memory);
    return { ...threshold, readings: readings[i]!, memory };
  });
}
