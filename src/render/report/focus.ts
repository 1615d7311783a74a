import type { RunResult } from '../../run/result.ts';
import type { Focus, FocusKind } from './page-data.ts';

/** What an engineer looks for first, in this order. */
const KINDS: readonly FocusKind[] = ['reset', 'backward', 'completed'];

/** A run of more ticks opens zoomed in. */
const MAX_WHOLE = 2000;
const TICKS_BEFORE = 180;
const TICKS_AFTER = 300;

/** The event a report opens at: the first reset, else the first step back, else completion, else the end. */
export function focusOf({ events, ticks }: RunResult): Focus {
  const kind = KINDS.find((one) => events.some((event) => event.kind === one));
  const event = events.find((one) => one.kind === kind);
  const tick = event?.tick ?? Math.max(0, ticks - 1);
  return { tick, kind: kind ?? 'end', ...windowAround(tick, ticks, kind !== undefined) };
}

/** The whole of a short run, and of one in which nothing stands out. */
function windowAround(tick: number, ticks: number, isEvent: boolean): Pick<Focus, 'from' | 'to'> {
  if (ticks <= MAX_WHOLE || !isEvent) return { from: 0, to: Math.max(1, ticks) };
  const length = TICKS_BEFORE + TICKS_AFTER;
  const from = Math.min(Math.max(0, tick - TICKS_BEFORE), ticks - length);
  return { from, to: from + length };
}
