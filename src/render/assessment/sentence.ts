import type { Assessment, InjectionResult } from '../../judge/assessment.ts';
import { formatNumber } from '../../text/number.ts';
import { joined } from '../words.ts';
import { effectText, type Measures, sizeText } from './effect.ts';
import { type EffectGroup, effectGroups, type SizedInjection } from './effect-groups.ts';
import { oddsBetween, ofHundred } from './rate-text.ts';

/** From this share on an effect counts as caught. */
const CAUGHT = 0.95;

/** How often the policy resets a healthy rollout, and what it catches: the sentences that end an assessment. */
export function assessmentSentence(assessment: Assessment, measures: Measures = new Map()): string {
  const groups = effectGroups(assessment.injections);
  return joined([falseAlarmText(assessment), ...groups.map((group) => caughtText(group, measures))], ' ');
}

function falseAlarmText({ rehearsals, false_alarms }: Assessment): string {
  const { reset, stretches } = false_alarms;
  const total = rehearsals.count.toLocaleString('en-US');
  if (rehearsals.count === 0) return 'There was not one rehearsal.';
  const odds = oddsBetween(reset) || 'too few independent starts to say how often that is';
  if (reset.count === 0) return `None of ${total} rehearsals was reset by nothing: ${odds}.`;
  const were = `${reset.count.toLocaleString('en-US')} of ${total} rehearsals ${reset.count === 1 ? 'was' : 'were'}`;
  return `${were} reset by nothing${originText(reset.count, stretches.of)}: ${odds}.`;
}

function originText(count: number, stretches: number): string {
  if (stretches === 0) return '';
  const all = count === 1 ? '' : 'all ';
  return `, ${all}from ${stretches === 1 ? 'one stretch' : `${stretches.toLocaleString('en-US')} stretches`}`;
}

/** The smallest effect from which on all are caught, and the one below it; the largest where none is. */
function caughtText({ injections }: EffectGroup, measures: Measures): string {
  const least = injections.findLastIndex(({ result }) => result.caught.share < CAUGHT) + 1;
  const caught = injections[least];
  const below = injections[least - 1];
  if (!caught) return `${startOf(below!, measures)}${onlyText(below!.result)}.`;
  return `${startOf(caught, measures)}${resultText(caught.result)}${below ? belowText(below, measures) : ''}.`;
}

/** Whose requests the signal is of is said where it is not all of them. */
function startOf({ effect, result }: SizedInjection, measures: Measures): string {
  const share = result.share === 'whole' ? '' : ` (share ${result.share})`;
  return `${capital(effectText(effect, measures))}${share}`;
}

/** Names of signals keep their case. */
const capital = (text: string): string =>
  /^[a-z]+ /.test(text) ? text[0]!.toUpperCase() + text.slice(1) : text;

const onlyText = (result: InjectionResult): string =>
  result.exposed === 0 ? ' met no rehearsal' : `${resultText(result)} only`;

function resultText({ exposed, caught, held, held_at_percentage: { p50 } }: InjectionResult): string {
  if (exposed === 0) return ' met no rehearsal';
  const text = ` is caught in ${ofHundred(caught.share)} of 100`;
  return held.count > 0 && p50 !== null ? `${text} (held at ${formatNumber(p50)} %)` : text;
}

function belowText({ effect, result }: SizedInjection, measures: Measures): string {
  const size = sizeText(effect, measures.get(effect.signal)?.unit ?? '');
  return `, ${size} in ${ofHundred(result.caught.share)}`;
}
