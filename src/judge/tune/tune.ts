import type { Ticks } from '../../text/duration.ts';
import type { StartOutcomes } from '../outcome.ts';
import type { Starts } from '../starts.ts';
import { foldsOf, type StartRange } from './folds.ts';
import { gainOf, isLuck, type Pairs } from './luck.ts';
import { type Measure, type MeasureTerms, measure } from './measure.ts';
import type { TuneLimits } from './score.ts';
import { type Found, search } from './search.ts';
import type { Setting, Varied } from './varied.ts';

/** Under so many independent starts nothing is judged. */
const MIN_INDEPENDENT = 40;

/** What is tuned, and on what. */
export interface TuneTask {
  readonly starts: Starts;
  /** The length of the history. */
  readonly ticks: Ticks;
  readonly terms: MeasureTerms;
  readonly limits: TuneLimits;
  /** What is varied, the candidates taken from the first ticks of the history. */
  readonly variedUpTo: (ticks: Ticks) => readonly Varied[];
}

/** A setting to rehearse, and from which starts. `fold` counts from 1; 0 is the whole history. */
export interface Wanted {
  readonly setting: Setting;
  readonly starts: StartRange;
  readonly fold: number;
}

export type Rehearsals = readonly StartOutcomes[];

export interface TuneOutcome {
  /** On the whole history. */
  readonly varied: readonly Varied[];
  readonly found: Found<Measure>;
  readonly inUse: Rehearsals;
  readonly chosen: Rehearsals;
  /** What each fold chose, on the history behind it; undefined under 40 independent starts. */
  readonly judged: Pairs | undefined;
  readonly luck: boolean | null;
}

/** Yields what to rehearse and takes what that came to, by ascending start. */
export function* tune(task: TuneTask): Generator<Wanted, TuneOutcome, Rehearsals> {
  const whole = { from: 0, to: task.starts.count };
  const varied = task.variedUpTo(task.ticks);
  const found = yield* tuneOn(task, varied, { starts: whole, fold: 0 });
  const inUse = yield { setting: found.inUse.setting, starts: whole, fold: 0 };
  const isChanged = found.chosen !== found.inUse;
  const chosen = isChanged ? yield { setting: found.chosen.setting, starts: whole, fold: 0 } : inUse;
  const isEnough = found.inUse.measured.falseAlarms.independent >= MIN_INDEPENDENT;
  const judged = isEnough ? yield* judgeForward(task, inUse) : undefined;
  return { varied, found, inUse, chosen, judged, luck: luckOf(task, found, judged) };
}

function* tuneOn(
  task: TuneTask,
  varied: readonly Varied[],
  place: Omit<Wanted, 'setting'>,
): Generator<Wanted, Found<Measure>, Rehearsals> {
  const steps = search<Measure>(varied, task.limits);
  let step = steps.next();
  while (!step.done) {
    const rehearsals = yield { ...place, setting: step.value };
    step = steps.next(measure(rehearsals, task.terms));
  }
  return step.value;
}

/** The settings that the folds choose, each on the part of the history behind what it was tuned on; undefined without one. */
function* judgeForward(task: TuneTask, inUse: Rehearsals): Generator<Wanted, Pairs | undefined, Rehearsals> {
  const chosen: StartOutcomes[] = [];
  const beside: StartOutcomes[] = [];
  for (const [i, { tuned, judged, ticks }] of foldsOf(task.starts, {
    ticks: task.ticks,
    window: task.terms.window,
  }).entries()) {
    const found = yield* tuneOn(task, task.variedUpTo(ticks), { starts: tuned, fold: i + 1 });
    chosen.push(...(yield { setting: found.chosen.setting, starts: judged, fold: i + 1 }));
    beside.push(...inUse.slice(judged.from, judged.to));
  }
  return chosen.length === 0 ? undefined : { chosen, inUse: beside };
}

function luckOf(
  { starts, limits, terms }: TuneTask,
  found: Found<Measure>,
  judged: Pairs | undefined,
): boolean | null {
  const gain = gainOf(found);
  if (gain === undefined || !judged) return null;
  const falseAlarms = measure(judged.chosen, terms).falseAlarms.interval;
  return isLuck(gain, judged, { starts, limits, falseAlarms });
}
