import type { Path } from '../../text/pointer.ts';

const PLACEHOLDER = '__REQUIRED_FIELD__';

/** Something a rollout cannot do without: what it is called, and the flag that gives it. */
export interface Missing {
  readonly key: 'name' | 'selectors' | 'drivers' | 'criteria' | 'stages';
  readonly what: string;
  readonly flag: string;
}

/** What these values lack, or hold a placeholder for, in the order in which it is asked. */
export function missingAnswers(values: unknown, lists: readonly string[]): Missing[] {
  const isOpenAt = (...path: string[]): boolean => isOpen(valueAt(values, path));
  const missing: Missing[] = [];
  if (isOpenAt('policy', 'policy_name')) missing.push(NAME);
  if (isOpenAt('policy', 'load_ramp', 'sampler', 'selectors')) missing.push(SELECTORS);
  if (isOpenAt('policy', 'drivers') || lists.every((list) => isOpenAt('policy', 'drivers', list)))
    missing.push(driversIn(lists[0]!));
  if (isOpenAt('policy', 'load_ramp', 'steps')) missing.push(STAGES);
  return missing;
}

const NAME: Missing = {
  key: 'name',
  what: 'the name of the policy',
  flag: '--set policy.policy_name=NAME',
};

const SELECTORS: Missing = {
  key: 'selectors',
  what: 'which requests are sampled',
  flag: `--set 'policy.load_ramp.sampler.selectors=[{service: SERVICE, control_point: POINT}]'`,
};

const driversIn = (list: string): Missing => ({
  key: 'drivers',
  what: 'what drives the ramp',
  flag: `--set 'policy.drivers.${list}=[...]'`,
});

const STAGES: Missing = {
  key: 'stages',
  what: 'the ramp',
  flag: '--stage PCT,DURATION or --curve SHAPE',
};

/** A query that drives the ramp and has no criteria yet, as an interruption leaves it. */
interface OpenQuery {
  readonly path: Path;
  readonly query: string;
}

const PROMQL_DRIVERS = ['policy', 'drivers', 'promql_drivers'] as const;

export function openQueries(values: unknown): OpenQuery[] {
  const drivers = valueAt(values, PROMQL_DRIVERS);
  if (!Array.isArray(drivers)) return [];
  return drivers.flatMap((driver, i) => {
    const query = valueAt(driver, ['query_string']);
    const isOpenDriver = typeof query === 'string' && valueAt(driver, ['criteria']) === undefined;
    return isOpenDriver ? [{ path: [...PROMQL_DRIVERS, i], query }] : [];
  });
}

/** That thresholds are missing is asked of a person alone: a driver without any is no fault. */
export const CRITERIA: Missing = { key: 'criteria', what: 'the thresholds of a query', flag: '--set' };

/** The value at a path; undefined where there is none. */
export function valueAt(values: unknown, path: Path): unknown {
  let at = values;
  for (const part of path) {
    if (typeof at !== 'object' || at === null) return undefined;
    at = (at as Readonly<Record<string, unknown>>)[part];
  }
  return at;
}

/** Absent, or a template that nobody filled in. */
const isOpen = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  (Array.isArray(value) && value.length === 0) ||
  JSON.stringify(value).includes(PLACEHOLDER);
