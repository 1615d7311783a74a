import { NEVER, type Outcome } from '../../judge/outcome.ts';
import type { Seconds } from '../../text/duration.ts';
import type { Moment } from '../../text/time.ts';
import { hourOf, weekdayOf, weekOf } from './moments.ts';

/** What became of the starts of one hour of one weekday, over all weeks. */
export interface StartCell {
  /** The share that completed without a reset, drawn towards that of all starts where weeks are few. */
  readonly share: number;
  readonly weeks: number;
}

/** So many weeks of the share of all are added to what was seen. */
const PRIOR_WEEKS = 4;

/** By weekday (Monday first) and hour; undefined where nothing started. */
export function startCells(
  outcomes: readonly Outcome[],
  {
    from,
    interval,
    overall,
  }: { readonly from: Moment; readonly interval: Seconds; readonly overall: number },
): (StartCell | undefined)[][] {
  const byCell = Array.from({ length: 7 }, () =>
    Array.from({ length: 24 }, () => new Map<number, [good: number, all: number]>()),
  );
  for (const outcome of outcomes) {
    const moment = from + outcome.start * interval;
    const weeks = byCell[weekdayOf(moment)]![hourOf(moment)]!;
    const [good, all] = weeks.get(weekOf(moment)) ?? [0, 0];
    weeks.set(weekOf(moment), [good + Number(isStraight(outcome)), all + 1]);
  }
  return byCell.map((hours) => hours.map((weeks) => cellOf([...weeks.values()], overall)));
}

const isStraight = ({ completed, reset }: Outcome): boolean =>
  completed !== NEVER && (reset === NEVER || reset > completed);

function cellOf(
  weeks: readonly (readonly [good: number, all: number])[],
  overall: number,
): StartCell | undefined {
  if (weeks.length === 0) return undefined;
  const seen = weeks.reduce((sum, [good, all]) => sum + good / all, 0);
  return { share: (seen + PRIOR_WEEKS * overall) / (weeks.length + PRIOR_WEEKS), weeks: weeks.length };
}
