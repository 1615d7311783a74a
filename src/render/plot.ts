import type { Plan } from '../circuit/plan.ts';
import { columnName } from '../circuit/tree.ts';
import { type Criterion, criterionText, DIRECTIONS, type Direction } from '../rollout/criterion.ts';
import { driversOf } from '../rollout/drivers.ts';
import { acceptColumn, rampOf } from '../rollout/ramp.ts';
import type { RunResult } from '../run/result.ts';
import type { RunSeries, SignalSeries } from '../run/series.ts';
import { rangeOf } from './plot/range.ts';

/** A run that is over, with the plan that ran: everything charts and reports are drawn from. */
export interface Rehearsal {
  readonly plan: Plan;
  readonly result: RunResult;
  readonly series: RunSeries;
}

/** A horizontal line: a threshold of a driver (with its direction) or the target of a step. */
export interface Mark {
  readonly value: number;
  readonly direction?: Direction;
}

/** One criterion as plots show it: `reset > 100`, and the line that moves where its threshold is a signal. */
export interface PlotCriterion {
  readonly direction: Direction;
  readonly text: string;
  readonly setpoint: SignalSeries | undefined;
}

/** When something held: a signal that is not zero then. */
export interface Held {
  readonly direction: Direction;
  readonly column: SignalSeries;
}

/** One signal over the time of the run; `low` and `high` are finite and differ. */
export interface Plot {
  /** A share of requests from 0 to 100 against the targets of steps, or a reading against thresholds. */
  readonly sort: 'share' | 'reading';
  readonly title: string;
  readonly column: SignalSeries;
  readonly marks: readonly Mark[];
  readonly criteria: readonly PlotCriterion[];
  /** When its criteria held; for the accept percentage, when the ramp was moved. */
  readonly held: readonly Held[];
  readonly low: number;
  readonly high: number;
}

/** The accept percentage against the targets of its steps; undefined where a policy steers none. */
export function acceptPlot({ plan, series }: Rehearsal): Plot | undefined {
  const name = acceptColumn(plan);
  const column = name === undefined ? undefined : series.column(name);
  if (!column) return undefined;
  const ramp = rampOf(plan);
  const targets = new Set(ramp?.steps.map(({ target }) => target));
  const marks = [...targets].map((value) => ({ value }));
  const held = DIRECTIONS.flatMap((direction) => heldBy(direction, ramp?.keys[direction], series));
  return { sort: 'share', title: 'accept percentage', column, marks, criteria: [], held, low: 0, high: 100 };
}

/** One plot for every signal that some criterion looks at, and for every query none looks at, in component order. */
export function driverPlots({ plan, series }: Rehearsal): Plot[] {
  const bySignal = new Map<string, Criterion[]>();
  for (const driver of driversOf(plan)) {
    if (driver.criteria.length === 0 && !bySignal.has(driver.signal)) bySignal.set(driver.signal, []);
    for (const criterion of driver.criteria) {
      const known = bySignal.get(criterion.lhs) ?? [];
      if (!known.some((k) => k.component === criterion.component && k.direction === criterion.direction))
        known.push(criterion);
      bySignal.set(criterion.lhs, known);
    }
  }
  return [...bySignal].flatMap(([signal, criteria]) => {
    const column = series.column(signal);
    return column ? [driverPlot(column, criteria, series)] : [];
  });
}

function heldBy(direction: Direction, key: string | undefined, series: RunSeries): Held[] {
  const column = key === undefined ? undefined : series.column(columnName(key));
  return column ? [{ direction, column }] : [];
}

function driverPlot(column: SignalSeries, criteria: readonly Criterion[], series: RunSeries): Plot {
  const marks = criteria.flatMap(({ direction, threshold }) =>
    threshold !== undefined && Number.isFinite(threshold) ? [{ value: threshold, direction }] : [],
  );
  const shown = criteria.map((criterion) => ({
    direction: criterion.direction,
    text: criterionText(criterion),
    setpoint: criterion.rhs === undefined ? undefined : series.column(criterion.rhs),
  }));
  const held = criteria.flatMap(({ direction, output }) => {
    const found = series.column(output);
    return found ? [{ direction, column: found }] : [];
  });
  const setpoints = shown.flatMap(({ setpoint }) => setpoint ?? []);
  const [low, high] = rangeOf(
    [column, ...setpoints],
    series.buckets,
    marks.map((mark) => mark.value),
  );
  return { sort: 'reading', title: column.name, column, marks, criteria: shown, held, low, high };
}
