import type { Ticks } from '../../text/duration.ts';
import type { Starts } from '../starts.ts';

/** The history is cut into so many parts of one length: the first is only tuned on, each other one is judged on once. */
const PARTS = 5;

/** Numbers of starts from one to before another. */
export interface StartRange {
  readonly from: number;
  readonly to: number;
}

/** A setting is tuned on what comes before and judged on what comes after; between them nothing of the history is shared. */
export interface Fold {
  readonly tuned: StartRange;
  readonly judged: StartRange;
  /** The first ticks of the history whose readings thresholds are taken from. */
  readonly ticks: Ticks;
}

/**
 * Four folds, forward in time: the first k fifths of a history, and of the fifth behind them what starts one horizon and the
 * longest query window later. A fold without starts to judge on is left out.
 */
export function foldsOf(
  starts: Starts,
  { ticks, window }: { readonly ticks: Ticks; readonly window: Ticks },
): Fold[] {
  const { count, every, horizon } = starts;
  const firstFrom = (tick: Ticks): number => Math.min(count, Math.ceil(tick / every));
  const folds = Array.from({ length: PARTS - 1 }, (_, i) => {
    const [end, next] = [((i + 1) * ticks) / PARTS, ((i + 2) * ticks) / PARTS];
    const tuned = { from: 0, to: firstFrom(end) };
    const judged = { from: firstFrom(end + horizon + window), to: firstFrom(next) };
    return { tuned, judged, ticks: Math.floor(end) };
  });
  return folds.filter(({ tuned, judged }) => tuned.to > 0 && judged.to > judged.from);
}
