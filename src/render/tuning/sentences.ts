import type { Gain } from '../../judge/tune/luck.ts';
import { MAX_SLIPPED } from '../../judge/tune/score.ts';
import type { Tuning } from '../../judge/tuning.ts';
import { formatLimit, formatPercent } from '../../text/number.ts';
import { effectText, type Measures, readEffect } from '../assessment/effect.ts';

const GAINS: Readonly<Record<Gain, string>> = {
  'false alarms': 'false alarms',
  completed: 'completion',
  caught: 'what is caught',
  exposure: 'exposure',
  time: 'time',
};

/** What was looked for, and among how many. */
export function taskText({ detect, limit, min_completed, settings }: Tuning, measures: Measures): string {
  const effect = readEffect(detect);
  const said = effect ? `${effectText(effect, measures)} (${detect})` : detect;
  return (
    `to detect ${said} at the least exposure, with at most ${formatLimit(limit)} reset by nothing and at least ` +
    `${formatLimit(min_completed)} complete; settings tried: ${settings}`
  );
}

/** What an interrupted tuning is. */
export const partialText = ({ settings }: Pick<Tuning, 'settings'>): string =>
  `Interrupted: the best of the ${settings} settings tried so far is shown, and no values file is written.`;

/** Whether the chosen setting keeps the limits. */
export function limitText({ within, gain }: Tuning): string {
  if (within) return 'The chosen setting keeps the limits on the history that it was tuned on.';
  const nearest = gain === null ? 'the one in use is the nearest' : 'the chosen one is the nearest';
  return `No setting that was tried keeps the limits: ${nearest}.`;
}

/** Why the chosen setting is not the one with the least exposure: undefined where it is, and where none keeps the limits. */
export function slippedText({ within, chosen: { tuned_on } }: Tuning): string | undefined {
  const slipped = tuned_on.injections[0]?.slipped.share ?? 0;
  if (!within || slipped <= MAX_SLIPPED) return undefined;
  return (
    `More than 5 in 100 slip through every setting that keeps the limits, through the chosen one ${formatPercent(slipped)}: ` +
    'it is the one that catches most, not the one with the least exposure.'
  );
}

/** What keeps the nearest setting from the limits. */
export function reasonText(tuning: Tuning, measures: Measures): string {
  const { in_the_way, chosen, limit, min_completed } = tuning;
  const { false_alarms, completed } = chosen.tuned_on;
  if (in_the_way?.limit === 'history')
    return 'The history is too short for its memory to say how often a setting is reset by nothing.';
  if (in_the_way?.limit === 'completed')
    return `In the way: ${formatPercent(completed.share)} reached 100 %, at least ${formatLimit(min_completed)} are asked for.`;
  const { share } = false_alarms.reset;
  const allowed = formatLimit(limit);
  if (share <= limit)
    return `In the way: ${formatPercent(share)} are reset by nothing, but this history is too short to show that it is at most ${allowed}, with 90 % certainty.`;
  const signal = in_the_way?.signal ?? '';
  const title = measures.get(signal)?.title ?? signal;
  const most = signal === '' ? '' : `, most of them by the ${in_the_way?.criterion} criterion of ${title}`;
  return `In the way: ${formatPercent(share)} are reset by nothing${most}; at most ${allowed} may be, with 90 % certainty.`;
}

/** Whether the gain holds where it was not tuned. */
export function gainText({ gain, luck, partial, chosen: { judged_on } }: Tuning): string {
  if (partial) return 'Not judged: it was interrupted before all was tried and judged.';
  if (gain === null) return 'No setting that was tried is better than the one in use.';
  if (!judged_on) return 'Not judged: the history has fewer than 40 independent starts.';
  if (luck === null) return 'Not judged: the history cannot tell whether the gain is luck.';
  const what = GAINS[gain];
  return luck
    ? `The gain in ${what} may be luck: on history that it was not tuned on it is not certain.`
    : `The gain in ${what} holds on history that it was not tuned on.`;
}
