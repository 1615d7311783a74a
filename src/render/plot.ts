import type { Plan } from '../circuit/plan.ts';
import { columnName } from '../circuit/tree.ts';
import { type Criterion, DIRECTIONS, type Direction } from '../rollout/criterion.ts';
import { measureOf } from '../rollout/measure.ts';
import { acceptColumn, rampOf } from '../rollout/ramp.ts';
import type { RunResult } from '../run/result.ts';
import type { RunSeries, SignalSeries } from '../run/series.ts';
import { criteriaBySignal, type DrawnCriterion } from './plot/criteria.ts';
import { rangeOf } from './plot/range.ts';
import type { Mark, Move, Plot } from './plot/signal-plot.ts';
import { criterionText } from './sentence/criterion.ts';

export type { Mark, Move, Plot, PlotCriterion } from './plot/signal-plot.ts';

/** A run that is over, with the plan that ran: everything charts and reports are drawn from. */
export interface Rehearsal {
  readonly plan: Plan;
  readonly result: RunResult;
  readonly series: RunSeries;
}

/** Of a rehearsal, what plots are drawn from. */
export type Drawn = Pick<Rehearsal, 'plan' | 'series'>;

/** The accept percentage against the targets of its steps; undefined where a policy steers none. */
export function acceptPlot({ plan, series }: Drawn): Plot | undefined {
  const column = columnNamed(acceptColumn(plan), series);
  if (!column) return undefined;
  const ramp = rampOf(plan);
  const targets = new Set(ramp?.steps.map(({ target }) => target));
  const moves = DIRECTIONS.flatMap((direction) => moveOf(direction, columnOf(ramp?.keys[direction], series)));
  return {
    scale: 'share',
    title: 'accept percentage',
    unit: '%',
    column,
    marks: [...targets].map((value) => ({ value })),
    criteria: [],
    moves,
    low: 0,
    high: 100,
  };
}

/**
 * One plot for every signal that some criterion looks at, and for every query none looks at, in component
 * order.
 */
export function driverPlots(drawn: Drawn): Plot[] {
  const { plan, series } = drawn;
  const plots: Plot[] = [];
  for (const [signal, criteria] of criteriaBySignal(plan)) {
    const column = series.column(signal);
    if (column) plots.push(driverPlot(column, criteria, drawn));
  }
  return plots;
}

/** All plots of a run, the accept percentage first; none of a run without ticks. */
export function plotsOf(rehearsal: Rehearsal): Plot[] {
  if (rehearsal.series.buckets === 0) return [];
  return [acceptPlot(rehearsal) ?? [], driverPlots(rehearsal)].flat();
}

/** The readings of a signal by its key, where there is a key. */
export function columnOf(key: string | undefined, series: RunSeries): SignalSeries | undefined {
  if (key === undefined) return undefined;
  return series.column(columnName(key));
}

function columnNamed(name: string | undefined, series: RunSeries): SignalSeries | undefined {
  if (name === undefined) return undefined;
  return series.column(name);
}

function driverPlot(
  column: SignalSeries,
  criteria: readonly DrawnCriterion[],
  { plan, series }: Drawn,
): Plot {
  const { title, unit } = measureOf(plan, column.name);
  const marks = criteria.flatMap(markOf);
  const shown = criteria.map((criterion) => ({
    direction: criterion.direction,
    text: criterionText(criterion, plan),
    setpoint: columnNamed(criterion.rhs, series),
  }));
  const moves = criteria.flatMap(({ direction, output, asks = output }) =>
    moveOf(direction, series.column(asks)),
  );
  const setpoints = shown.flatMap(({ setpoint }) => setpoint ?? []);
  const thresholds = marks.map(({ value }) => value);
  const [low, high] = rangeOf([column, ...setpoints], series.buckets, thresholds);
  return { scale: 'reading', title, unit, column, marks, criteria: shown, moves, low, high };
}

function markOf({ direction, threshold }: Criterion): Mark[] {
  if (threshold === undefined || !Number.isFinite(threshold)) return [];
  return [{ value: threshold, direction }];
}

function moveOf(direction: Direction, column: SignalSeries | undefined): Move[] {
  if (!column) return [];
  return [{ direction, column }];
}
