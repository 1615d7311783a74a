import { formatMoment, type Moment } from '../../text/time.ts';
import type { TunedFold } from '../tuning.ts';
import { measure } from './measure.ts';
import { settingFigures, valuesOf } from './setting-figures.ts';
import type { JudgedFold, TuneOutcome, TuneTask } from './tune.ts';
import type { Varied } from './varied.ts';

/** What a tuning was made on; the history begins at `start`. */
export interface FoldPlace extends Pick<TuneTask, 'starts' | 'terms'> {
  readonly start: Moment;
}

/** The folds as they are printed. */
export const tunedFolds = ({ folds, varied }: TuneOutcome, place: FoldPlace): TunedFold[] =>
  folds.map((fold) => tunedFold(fold, varied, place));

function tunedFold(
  { ticks, judged, setting, pairs }: JudgedFold,
  varied: readonly Varied[],
  { start, starts, terms }: FoldPlace,
): TunedFold {
  const momentOf = (tick: number): string => formatMoment(start + tick * terms.interval);
  return {
    tuned_to: momentOf(ticks),
    judged_from: momentOf(judged.from * starts.every),
    judged_to: momentOf((judged.to - 1) * starts.every),
    values: valuesOf(varied, setting),
    chosen: settingFigures(measure(pairs.chosen, terms)),
    in_use: settingFigures(measure(pairs.inUse, terms)),
  };
}
