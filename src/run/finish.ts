import type { Ramp } from '../rollout/ramp.ts';
import { formatMoment } from '../text/time.ts';
import type { Observer } from './observer.ts';
import type { Run, RunOptions } from './options.ts';
import type { RunEvent, RunResult } from './result.ts';
import type { Session } from './session.ts';

/** A session that ended after so many ticks; `isCut` when it was not to end there. */
export interface Finished {
  readonly options: RunOptions;
  readonly session: Session;
  readonly events: readonly RunEvent[];
  readonly ticks: number;
  readonly isCut: boolean;
}

/** What a run came to. */
export function finish({ options, session, events, ticks, isCut }: Finished): Run {
  const { plan, source } = options;
  const { observer, frame, ramp, series } = session;
  const { kind, name, url, server } = source.facts();
  const last = Math.max(0, ticks - 1);
  const outcome = isCut ? 'interrupted' : observer.outcome;
  const result: RunResult = {
    policy: options.policy,
    interval_seconds: plan.interval,
    ticks,
    source: {
      kind,
      name,
      url,
      from: formatMoment(source.start),
      to: formatMoment(observer.timeOf(ticks)),
      server,
    },
    outcome,
    final: ticks === 0 ? null : finalOf(ramp, frame, last, observer),
    completed_at:
      outcome === 'completed' && observer.completedAt !== undefined
        ? formatMoment(observer.completedAt)
        : null,
    counts: {
      ...observer.counts,
      invalid: Object.fromEntries(plan.queries.map(({ signal }, q) => [signal, observer.invalid[q]!])),
    },
    events,
    diagnostics: [...(options.diagnostics ?? []), ...source.diagnostics(ticks)],
  };
  return { result, series, frame };
}

function finalOf(
  ramp: Ramp | undefined,
  frame: Float64Array,
  tick: number,
  observer: Observer,
): RunResult['final'] {
  const accept = ramp?.accept(frame) ?? Number.NaN;
  return {
    tick,
    time: formatMoment(observer.timeOf(tick)),
    step: ramp?.step(frame) ?? 0,
    accept_percentage: Number.isNaN(accept) ? null : accept,
  };
}
