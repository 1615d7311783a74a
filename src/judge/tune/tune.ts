import type { Ticks } from '../../text/duration.ts';
import type { StartOutcomes } from '../outcome.ts';
import type { Starts } from '../starts.ts';
import { type Fold, foldsOf, type StartRange } from './folds.ts';
import { KeptRehearsals } from './kept-rehearsals.ts';
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

/** What was judged on one fold: the setting that was tuned before it, beside the one in use, on what is behind. */
export interface JudgedFold extends Fold {
  readonly setting: Setting;
  readonly pairs: Pairs;
}

export interface TuneOutcome {
  /** On the whole history. */
  readonly varied: readonly Varied[];
  readonly found: Found<Measure>;
  readonly inUse: Rehearsals;
  readonly chosen: Rehearsals;
  /** Those that were judged; none under 40 independent starts. */
  readonly folds: readonly JudgedFold[];
  /** All of them together. */
  readonly judged: Pairs | undefined;
  readonly luck: boolean | null;
  /** Whether rehearsals stopped coming before all was tried and judged. */
  readonly isPartial: boolean;
}

/** What rehearsals came to, by ascending start; undefined where none will come any more. */
export type Answer = Rehearsals | undefined;

/**
 * Yields what to rehearse and takes what that came to. After the first undefined answer it ends with what is known; undefined
 * where that is nothing.
 */
export function* tune(task: TuneTask): Generator<Wanted, TuneOutcome | undefined, Answer> {
  const whole = { from: 0, to: task.starts.count };
  const varied = task.variedUpTo(task.ticks);
  const tuned = yield* tuneOn(task, varied, { starts: whole, fold: 0 });
  if (!tuned) return undefined;
  const { found, inUse, chosen } = tuned;
  const isEnough = found.inUse.measured.falseAlarms.independent >= MIN_INDEPENDENT;
  const all = isEnough ? foldsOf(task.starts, { ticks: task.ticks, window: task.terms.window }) : [];
  const folds = tuned.isWhole ? yield* judgeForward(task, all, inUse) : [];
  const isPartial = !tuned.isWhole || folds.length < all.length;
  const judged = pooled(folds);
  const luck = isPartial ? null : luckOf(task, found, judged);
  return { varied, found, inUse, chosen, folds, judged, luck, isPartial };
}

/** What a search found, and the rehearsals of the two settings that count. */
interface Tuned {
  readonly found: Found<Measure>;
  readonly inUse: Rehearsals;
  readonly chosen: Rehearsals;
  readonly isWhole: boolean;
}

/** The rehearsals of the best setting are kept while it is searched, and no others. */
function* tuneOn(
  task: TuneTask,
  varied: readonly Varied[],
  place: Omit<Wanted, 'setting'>,
): Generator<Wanted, Tuned | undefined, Answer> {
  const steps = search<Measure>(varied, task.limits);
  const kept = new KeptRehearsals(task.limits);
  let isWhole = true;
  let step = steps.next();
  while (!step.done) {
    const rehearsals: Answer = yield { ...place, setting: step.value };
    const measured = rehearsals && measure(rehearsals, task.terms);
    if (measured) kept.add(rehearsals, measured);
    else isWhole = false;
    step = steps.next(measured);
  }
  const found = step.value;
  return found && { found, ...kept.rehearsals, isWhole };
}

/** The settings that the folds choose, each on the part of the history behind what it was tuned on; those that came to an end. */
function* judgeForward(
  task: TuneTask,
  folds: readonly Fold[],
  inUse: Rehearsals,
): Generator<Wanted, JudgedFold[], Answer> {
  const done: JudgedFold[] = [];
  for (const [i, fold] of folds.entries()) {
    const { tuned, judged, ticks } = fold;
    const before = yield* tuneOn(task, task.variedUpTo(ticks), { starts: tuned, fold: i + 1 });
    if (!before?.isWhole) return done;
    const { setting } = before.found.chosen;
    const chosen = yield { setting, starts: judged, fold: i + 1 };
    if (!chosen) return done;
    done.push({ ...fold, setting, pairs: { chosen, inUse: inUse.slice(judged.from, judged.to) } });
  }
  return done;
}

function pooled(folds: readonly JudgedFold[]): Pairs | undefined {
  if (folds.length === 0) return undefined;
  return {
    chosen: folds.flatMap(({ pairs }) => pairs.chosen),
    inUse: folds.flatMap(({ pairs }) => pairs.inUse),
  };
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
