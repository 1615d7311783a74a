import type { RunEvent } from '../../run/result.ts';
import { formatSpoken } from '../../text/duration.ts';
import { acceptText } from '../plot/number.ts';
import type { Rehearsal } from '../plot.ts';
import { tenseOf, when } from './tense.ts';

const REACHED = { history: 'would have reached', other: 'reached' } as const;

/** `reached 100 % at t+3m1s`; where the ramp went back and was complete again, the first and the last moment. */
export function reachedText(rehearsal: Rehearsal): string {
  const completed = completions(rehearsal);
  const [first] = completed;
  if (!first) return '';
  const text = `${REACHED[tenseOf(rehearsal)]} ${acceptText(first.accept_percentage)} ${when(rehearsal, first.tick)}`;
  const last = completed.at(-1)!;
  return last === first ? text : `${text} and again ${when(rehearsal, last.tick)}`;
}

/** `stood there 8 d`, of all times together; empty where the run ended on the tick of completion. */
export function stoodText(rehearsal: Rehearsal): string {
  const completed = completions(rehearsal);
  const ticks = completed.reduce((sum, { tick }) => sum + endOf(tick, rehearsal) - tick, 0);
  if (ticks <= 1) return '';
  const time = formatSpoken(ticks * rehearsal.result.interval_seconds);
  return `stood there ${time}${completed.length > 1 ? ' in all' : ''}`;
}

const completions = ({ result: { events } }: Rehearsal): RunEvent[] =>
  events.filter(({ kind }) => kind === 'completed');

/** The tick on which the ramp went back after it was complete, or the end of the run. */
function endOf(completion: number, { result: { events, ticks } }: Rehearsal): number {
  const back = events.find(
    ({ kind, tick }) => tick > completion && (kind === 'reset' || kind === 'backward'),
  );
  return back?.tick ?? ticks;
}
