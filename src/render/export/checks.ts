import type { Plan } from '../../circuit/plan.ts';
import type { Criterion, Direction, Operator } from '../../rollout/criterion.ts';
import { comparisonText } from '../../rollout/criterion.ts';
import { type Driver, driversOf } from '../../rollout/drivers.ts';
import { averagesOf, timesAverage } from '../../rollout/setpoint.ts';
import { formatSpoken, type Seconds, ticksOf } from '../../text/duration.ts';
import { inBrackets, promDuration } from './query.ts';

/** A comparison of a query with a number that moves the ramp. */
export interface Check {
  /** Lower-case letters, digits and `-`; each driver has its own. */
  readonly metric: string;
  readonly query: string;
  readonly direction: Direction;
  readonly operator: Operator;
  readonly threshold: number;
  /** From one evaluation to the next. */
  readonly every: Seconds;
  /** In so many evaluations more than one it must hold. */
  readonly lasts: number;
}

/** The checks of a policy, and in sentences what is no comparison of a query with a number. */
export interface Checks {
  readonly checks: readonly Check[];
  readonly losses: readonly string[];
}

export function checksOf(plan: Plan): Checks {
  const metricOf = metricNames();
  const found = driversOf(plan).map((driver) => checksIn({ driver, plan, metric: metricOf(driver) }));
  return {
    checks: found.flatMap(({ checks }) => checks),
    losses: [...new Set(found.flatMap(({ losses }) => losses))],
  };
}

/** Drivers of one query under one title are one metric. */
function metricNames(): (driver: Driver) => string {
  const taken = new Set<string>();
  const names = new Map<string, string>();
  return ({ measure, query_string }) => {
    const key = `${measure.title}\n${query_string}`;
    const name = names.get(key) ?? freeName(kubernetesName(measure.title.slice(0, MAX_NAME)), taken);
    names.set(key, name);
    return name;
  };
}

const MAX_NAME = 50;

function checksIn(of: Checked): Checks {
  const { driver, plan } = of;
  const checks: Check[] = [];
  const losses = driver.behindInverter.map((one) => leftOut(one, plan));
  for (const criterion of driver.criteria) {
    const check = checkOf(criterion, of);
    if (check) checks.push(check);
    else losses.push(leftOut(criterion, plan));
    if (check && criterion.threshold === undefined) losses.push(averaged(driver));
  }
  const isSeen = driver.criteria.length + driver.behindInverter.length > 0;
  if (driver.movesRamp && !isSeen)
    losses.push(`${driver.measure.title} moves the ramp by more than a comparison, which is left out`);
  return { checks, losses };
}

interface Checked {
  readonly driver: Driver;
  readonly plan: Plan;
  readonly metric: string;
}

function checkOf(criterion: Criterion, { driver, plan, metric }: Checked): Check | undefined {
  if (criterion.lhs !== driver.signal) return undefined;
  const of = compared(criterion, { driver, plan, metric });
  if (!of || !Number.isFinite(of.threshold)) return undefined;
  const every = driver.every * plan.interval;
  const { direction, operator, trueFor } = criterion;
  return { metric, direction, operator, every, lasts: ticksOf(trueFor, every), ...of };
}

/** A moving average is written as the mean over its window. */
function compared(
  criterion: Criterion,
  { driver, plan }: Checked,
): Pick<Check, 'query' | 'threshold'> | undefined {
  const { query_string: query, component, every } = driver;
  if (criterion.threshold !== undefined) return { query, threshold: criterion.threshold };
  const threshold = timesAverage(criterion, plan);
  const window = averagesOf(component.out.output, plan)[0]?.ema_window;
  if (threshold === undefined || window === undefined) return undefined;
  const range = `${promDuration(window)}:${promDuration(every * plan.interval)}`;
  return { query: `${inBrackets(query)}\n/ avg_over_time(${inBrackets(query)}[${range}])`, threshold };
}

/** Said where there were criteria, and none can be written. */
export const nothingLeft = (kept: readonly Check[], isLeftOut: boolean): string[] =>
  kept.length === 0 && isLeftOut ? ['any criterion: the weight grows whatever the metrics are'] : [];

const averaged = ({ measure }: Driver): string =>
  `the moving average of ${measure.title} is the plain mean over its window, which PromQL has`;

const leftOut = (criterion: Criterion, plan: Plan): string =>
  `${criterion.direction} when ${criterion.lhs} ${comparisonText(criterion)}${lasting(criterion, plan)} is left out: no comparison of a query with a number`;

const lasting = ({ trueFor }: Criterion, { interval }: Plan): string =>
  trueFor > interval ? ` for ${formatSpoken(trueFor)}` : '';

/** A name, with a number where it is taken. */
export function freeName(wanted: string, taken: Set<string>): string {
  let name = wanted;
  for (let n = 2; taken.has(name); n++) name = `${wanted}-${n}`;
  taken.add(name);
  return name;
}

/** A name that Kubernetes takes, of lower-case letters, digits and `-`. */
export const kubernetesName = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '') || 'metric';
