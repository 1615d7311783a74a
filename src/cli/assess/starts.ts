import { type Diagnostic, diagnostic, fail, type Place } from '../../errors/rollout-error.ts';
import type { History } from '../../judge/history.ts';
import type { Judged } from '../../judge/judged.ts';
import { type Starts, startsOf } from '../../judge/starts.ts';
import { fastestCompletion } from '../../rollout/fastest.ts';
import { formatSpoken, type Seconds, type Ticks, ticksOf } from '../../text/duration.ts';
import type { RehearsalsRequest } from './request.ts';

export interface ReadStarts {
  readonly starts: Starts;
  /** The tick on which the ramp is complete when nothing holds it. */
  readonly fastest: Ticks;
  readonly diagnostics: readonly Diagnostic[];
}

/** The starts that are asked for on a history. Throws ASSESS_EVERY, and ASSESS_SHORT where there is none. */
export function readStarts(
  judged: Judged,
  history: History,
  asked: Pick<RehearsalsRequest, 'every' | 'horizon'> & { readonly place?: Place },
): ReadStarts {
  const { interval, ticks } = history;
  const horizon = asked.horizon === undefined ? undefined : ticksOf(asked.horizon, interval);
  const every = asked.every === undefined ? undefined : everyTicks(asked.every, history);
  const starts = startsOf(judged, history, { every, horizon });
  const fastest = fastestCompletion(judged.plan);
  const spoken = (count: Ticks) => formatSpoken(count * interval);
  if (starts.count === 0)
    throw fail('ASSESS_SHORT', { history: spoken(ticks), horizon: spoken(starts.horizon) }, asked.place);
  const params = { horizon: spoken(starts.horizon), fastest: spoken(fastest), least: spoken(fastest + 1) };
  const diagnostics = starts.horizon > fastest ? [] : [diagnostic('ASSESS_HORIZON', params)];
  return { starts, fastest, diagnostics };
}

/** A rehearsal starts at a tick, and where recordings have readings. */
function everyTicks(every: Seconds, { interval, unit = 1 }: History): Ticks {
  const ticks = ticksOf(every, interval);
  const isWhole = Math.abs(ticks * interval - every) < 1e-9 && ticks % unit === 0;
  if (isWhole) return ticks;
  throw fail('ASSESS_EVERY', { every: formatSpoken(every), unit: formatSpoken(unit * interval) });
}
