import type { Diagnostic } from '../../errors/rollout-error.ts';
import type { Assessment } from '../../judge/assessment.ts';
import { frontOf } from '../../judge/tune/front.ts';
import { gainOf } from '../../judge/tune/luck.ts';
import { costOf, type Measure } from '../../judge/tune/measure.ts';
import { keepsCompletion, keepsFalseAlarms, keepsLimits } from '../../judge/tune/score.ts';
import type { Tried } from '../../judge/tune/search.ts';
import { settingFigures, valuesOf } from '../../judge/tune/setting-figures.ts';
import type { Rehearsals, TuneOutcome } from '../../judge/tune/tune.ts';
import { type FoldPlace, tunedFolds } from '../../judge/tune/tuned-folds.ts';
import type { FrontSetting, InTheWay, TunedValues, Tuning } from '../../judge/tuning.ts';
import { diff } from '../../policy/diff.ts';
import type { JudgedPolicy } from '../judge/subject.ts';
import type { TuneRequest } from './request.ts';

/** What a tuning is made of. */
export interface TuningInput {
  readonly request: TuneRequest;
  readonly outcome: TuneOutcome;
  readonly place: FoldPlace;
  readonly inUse: JudgedPolicy;
  readonly chosen: JudgedPolicy;
  /** The assessment of a policy by these rehearsals. */
  readonly assess: (policy: JudgedPolicy, rehearsals: Rehearsals) => Promise<Assessment>;
  readonly diagnostics: readonly Diagnostic[];
}

export async function tuningOf({
  request,
  outcome,
  place,
  inUse,
  chosen,
  assess,
  diagnostics,
}: TuningInput): Promise<Tuning> {
  const { varied, found, judged, luck } = outcome;
  const { maxFalseAlarms: limit, minCompleted } = request.limits;
  const inUseAssessed = await assess(inUse, outcome.inUse);
  const isChanged = found.chosen !== found.inUse;
  const tunedOn = isChanged ? await assess(chosen, outcome.chosen) : inUseAssessed;
  const within = keepsLimits(found.chosen.measured, found.limits);
  return {
    policy: inUse.loaded.name,
    detect: inUseAssessed.injections[0]!.effect,
    limit,
    min_completed: minCompleted,
    settings: found.tried.length,
    within,
    in_the_way: within ? null : inTheWay(outcome, tunedOn),
    in_use: inUseAssessed,
    chosen: {
      values: valuesOf(varied, found.chosen.setting),
      tuned_on: tunedOn,
      judged_on: judged ? await assess(chosen, judged.chosen) : null,
    },
    folds: tunedFolds(outcome, place),
    front: frontSettings(outcome),
    gain: gainOf(found) ?? null,
    luck,
    differences: diff(comparedOf(inUse), comparedOf(chosen)).map(({ text }) => text),
    partial: outcome.isPartial,
    diagnostics,
  };
}

const comparedOf = ({ loaded: { resource, dashboard }, plan }: JudgedPolicy) => ({
  resource,
  plan,
  dashboard,
});

/** What the nearest setting is beyond, and by which criterion. */
function inTheWay({ found: { chosen, limits } }: TuneOutcome, { false_alarms }: Assessment): InTheWay {
  const { measured } = chosen;
  const none = { signal: null, criterion: null };
  if (keepsFalseAlarms(measured, limits) && !keepsCompletion(measured, limits))
    return { limit: 'completed', ...none };
  if (measured.falseAlarms.interval === null) return { limit: 'history', ...none };
  const { signal = null, criterion = null } = false_alarms.by.find((one) => one.criterion === 'reset') ?? {};
  return { limit: 'false alarms', signal, criterion };
}

/** Those in use and chosen stand on it, whether others beat them or not. */
function frontSettings({ varied, found: { tried, inUse, chosen } }: TuneOutcome): FrontSetting[] {
  const settings = tried.map((one) => ({ ...costOf(one.measured), one }));
  const front = new Set(frontOf(settings).map(({ one }) => one));
  const shown = settings.filter(({ one }) => front.has(one) || one === inUse || one === chosen);
  return shown
    .sort((a, b) => a.falseAlarms - b.falseAlarms)
    .map(({ one }) =>
      frontSetting(one, valuesOf(varied, one.setting), { in_use: one === inUse, chosen: one === chosen }),
    );
}

const frontSetting = (
  { measured }: Tried<Measure>,
  values: TunedValues,
  marks: Pick<FrontSetting, 'in_use' | 'chosen'>,
): FrontSetting => ({ values, ...marks, ...settingFigures(measured) });
