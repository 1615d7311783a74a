import type { Plan } from '../circuit/plan.ts';
import { type Component, columnName } from '../circuit/tree.ts';
import { type Criterion, driversOf, type Effect, rampConfigOf, rampOf } from '../rollout/drivers.ts';
import type { RunResult } from '../run/result.ts';
import type { RecordedColumn, Recording } from '../run/series.ts';
import { formatNumber } from '../text/number.ts';
import { rangeOf } from './plot/range.ts';

/** A run that is over, with the plan that ran: everything charts and reports are drawn from. */
export interface Rehearsal {
  readonly plan: Plan;
  readonly result: RunResult;
  readonly recording: Recording;
}

/** A horizontal line: a threshold of a driver (with its effect) or the target of a step. */
export interface Mark {
  readonly value: number;
  readonly effect?: Effect;
}

/** One criterion as plots show it: `reset > 100`, and the line that moves where its threshold is a signal. */
export interface PlotCriterion {
  readonly effect: Effect;
  readonly text: string;
  readonly setpoint: RecordedColumn | undefined;
}

/** When something held: a signal that is not zero then. */
export interface Held {
  readonly effect: Effect;
  readonly column: RecordedColumn;
}

/** One signal over the time of the run; `low` and `high` are finite and differ. */
export interface Plot {
  /** A share of requests from 0 to 100 against the targets of steps, or a reading against thresholds. */
  readonly sort: 'share' | 'reading';
  readonly title: string;
  readonly column: RecordedColumn;
  readonly marks: readonly Mark[];
  readonly criteria: readonly PlotCriterion[];
  /** When its criteria held; for the accept percentage, when the ramp was moved. */
  readonly held: readonly Held[];
  readonly low: number;
  readonly high: number;
}

export const EFFECTS = ['forward', 'backward', 'reset'] as const;

const SIGNS = { gt: '>', lt: '<', gte: '>=', lte: '<=', eq: '==', neq: '!=' } as const;

/** How a criterion reads: `forward < 75`, `backward > BACKWARD_LATENCY_SETPOINT_0`. */
export const criterionText = ({ effect, operator, threshold, rhs }: Criterion): string =>
  `${effect} ${SIGNS[operator]} ${threshold === undefined ? rhs : formatNumber(threshold)}`;

/** The accept percentage against the targets of its steps; undefined where a policy steers none. */
export function acceptPlot({ plan, recording }: Rehearsal): Plot | undefined {
  const name = acceptColumn(plan);
  const column = name === undefined ? undefined : recording.column(name);
  if (!column) return undefined;
  const ramp = rampOf(plan);
  const marks = [...new Set(targetsOf(ramp))].map((value) => ({ value }));
  const held = EFFECTS.flatMap((effect) => heldBy(effect, ramp?.in[effect]?.[0]?.signal, recording));
  return { sort: 'share', title: 'accept percentage', column, marks, criteria: [], held, low: 0, high: 100 };
}

/** One plot for every signal that some criterion looks at, and for every query none looks at, in component order. */
export function driverPlots({ plan, recording }: Rehearsal): Plot[] {
  const bySignal = new Map<string, Criterion[]>();
  for (const driver of driversOf(plan)) {
    if (driver.criteria.length === 0 && !bySignal.has(driver.signal)) bySignal.set(driver.signal, []);
    for (const criterion of driver.criteria) {
      const known = bySignal.get(criterion.lhs) ?? [];
      if (!known.some((k) => k.component === criterion.component && k.effect === criterion.effect))
        known.push(criterion);
      bySignal.set(criterion.lhs, known);
    }
  }
  return [...bySignal].flatMap(([signal, criteria]) => {
    const column = recording.column(signal);
    return column ? [driverPlot(column, criteria, recording)] : [];
  });
}

/** The targets of a load ramp's steps, in order. */
export const targetsOf = (ramp: Component | undefined): number[] =>
  ramp ? rampConfigOf(ramp).parameters.steps.map((step) => step.target_accept_percentage ?? 0) : [];

/** Trace column of the accept percentage: what the ramp puts out, or what the first sampler reads. */
export function acceptColumn(plan: Plan): string | undefined {
  const generator = rampOf(plan)?.children.find((child) => child.kind.kind === 'signal_generator');
  const sampler = plan.outputs.find((leaf) => leaf.kind.kind === 'sampler');
  const key = generator?.out.output ?? sampler?.in.accept_percentage?.[0]?.signal;
  return key === undefined ? undefined : columnName(key);
}

function heldBy(effect: Effect, key: string | undefined, recording: Recording): Held[] {
  const column = key === undefined ? undefined : recording.column(columnName(key));
  return column ? [{ effect, column }] : [];
}

function driverPlot(column: RecordedColumn, criteria: readonly Criterion[], recording: Recording): Plot {
  const marks = criteria.flatMap(({ effect, threshold }) =>
    threshold !== undefined && Number.isFinite(threshold) ? [{ value: threshold, effect }] : [],
  );
  const shown = criteria.map((criterion) => ({
    effect: criterion.effect,
    text: criterionText(criterion),
    setpoint: criterion.rhs === undefined ? undefined : recording.column(criterion.rhs),
  }));
  const held = criteria.flatMap(({ effect, output }) => {
    const found = recording.column(output);
    return found ? [{ effect, column: found }] : [];
  });
  const setpoints = shown.flatMap(({ setpoint }) => setpoint ?? []);
  const [low, high] = rangeOf(
    [column, ...setpoints],
    recording.buckets,
    marks.map((mark) => mark.value),
  );
  return { sort: 'reading', title: column.name, column, marks, criteria: shown, held, low, high };
}
