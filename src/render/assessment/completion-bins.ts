import { NEVER, type Outcome } from '../../judge/outcome.ts';
import type { Seconds, Ticks } from '../../text/duration.ts';
import { RUN_STRIDES } from '../plot/strides.ts';

/** Bars of a histogram, at most. */
const MAX_BINS = 24;

/** Rehearsals that took from `from` to before `to`, split by whether one was reset on the way. */
export interface CompletionBin {
  readonly from: Seconds;
  readonly to: Seconds;
  readonly straight: number;
  readonly afterReset: number;
}

/** How long rehearsals took to 100 %, and those that never got there. */
export interface Completions {
  readonly bins: readonly CompletionBin[];
  /** Not complete at the horizon. */
  readonly late: number;
  /** Under way when an incident began. */
  readonly cut: number;
}

/** The times to 100 % in round bins, from the fastest to the slowest that there was. */
export function completionBins(outcomes: readonly Outcome[], interval: Seconds): Completions {
  const done = outcomes.filter(({ completed }) => completed !== NEVER);
  const cut = outcomes.filter(({ completed, incident }) => completed === NEVER && incident !== NEVER).length;
  return { bins: binsOf(done, interval), late: outcomes.length - done.length - cut, cut };
}

function binsOf(done: readonly Outcome[], interval: Seconds): CompletionBin[] {
  if (done.length === 0) return [];
  const times = done.map(({ completed }) => completed);
  const first = times.reduce((least, time) => Math.min(least, time)) * interval;
  const last = times.reduce((most, time) => Math.max(most, time)) * interval;
  const size = sizeFor(last - first, interval);
  const origin = Math.floor(first / size) * size;
  const counts = Array.from({ length: Math.floor((last - origin) / size) + 1 }, () => [0, 0]);
  for (const { completed, reset } of done) {
    const bin = counts[Math.floor((completed * interval - origin) / size)]!;
    bin[wasReset(completed, reset) ? 1 : 0]!++;
  }
  return counts.map(([straight = 0, afterReset = 0], i) => ({
    from: origin + i * size,
    to: origin + (i + 1) * size,
    straight,
    afterReset,
  }));
}

const wasReset = (completed: Ticks, reset: Ticks): boolean => reset !== NEVER && reset <= completed;

/** The least round duration of which few enough cover the range. */
function sizeFor(range: Seconds, interval: Seconds): Seconds {
  const fits = RUN_STRIDES.find(({ seconds }) => seconds >= interval && range / seconds < MAX_BINS - 1);
  return fits?.seconds ?? Math.max(interval, range);
}
