import type { Path } from '../../text/pointer.ts';

const PLACEHOLDER = '__REQUIRED_FIELD__';

/** Something a rollout cannot do without: what it is called, and the flag that gives it. */
export interface Missing {
  readonly key: 'name' | 'selectors' | 'drivers' | 'stages';
  readonly what: string;
  readonly flag: string;
}

/** What these values lack, or hold a placeholder for, in the order in which it is asked. */
export function missingAnswers(values: unknown, lists: readonly string[]): Missing[] {
  const absent = (...path: string[]) => isOpen(valueAt(values, path));
  const drivers = valueAt(values, ['policy', 'drivers']);
  const noDrivers = isOpen(drivers) || lists.every((list) => isOpen(valueAt(drivers, [list])));
  const selectors = 'policy.load_ramp.sampler.selectors';
  const found: (Missing | false)[] = [
    absent('policy', 'policy_name') && {
      key: 'name',
      what: 'the name of the policy',
      flag: '--set policy.policy_name=NAME',
    },
    absent('policy', 'load_ramp', 'sampler', 'selectors') && {
      key: 'selectors',
      what: 'which requests are sampled',
      flag: `--set '${selectors}=[{service: SERVICE, control_point: POINT}]'`,
    },
    noDrivers && {
      key: 'drivers',
      what: 'what drives the ramp',
      flag: `--set 'policy.drivers.${lists[0]}=[...]'`,
    },
    absent('policy', 'load_ramp', 'steps') && {
      key: 'stages',
      what: 'the ramp',
      flag: '--stage PCT,DURATION or --curve SHAPE',
    },
  ];
  return found.filter((one) => one !== false);
}

/** What stands at a path; undefined where nothing does. */
export function valueAt(values: unknown, path: Path): unknown {
  let at = values;
  for (const part of path)
    at = typeof at === 'object' && at !== null ? (at as Readonly<Record<string, unknown>>)[part] : undefined;
  return at;
}

/** Absent, or a template that nobody filled in. */
const isOpen = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  (Array.isArray(value) && value.length === 0) ||
  JSON.stringify(value).includes(PLACEHOLDER);
