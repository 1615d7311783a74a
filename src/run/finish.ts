import { formatMoment } from '../text/time.ts';
import type { Run, RunOptions } from './options.ts';
import type { RunEvent, RunResult } from './result.ts';
import type { Session } from './session.ts';

/** A session that ended; `isCut` when it was not to end there. */
export interface Finished {
  readonly options: RunOptions;
  readonly session: Session;
  readonly events: readonly RunEvent[];
  readonly isCut: boolean;
}

/** What a run came to. */
export function finish({ options, session, events, isCut }: Finished): Run {
  const { plan, source, policy, diagnostics = [] } = options;
  const { observer, frame, series, state, tick: ticks } = session;
  const { kind, name, url, server } = source.facts();
  const { completedAt } = observer;
  const outcome = isCut ? 'interrupted' : observer.outcome;
  const invalid = plan.queries.map(({ signal }, q) => [signal, observer.invalid[q]!]);
  const result: RunResult = {
    policy,
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
    blind: observer.blindness.result(ticks, plan.interval),
    outcome,
    final: ticks === 0 ? null : finalOf(session),
    completed_at: completedAt === null ? null : formatMoment(completedAt),
    counts: { ...observer.counts, invalid: Object.fromEntries(invalid) },
    events,
    diagnostics: [...diagnostics, ...source.diagnostics(ticks)],
  };
  return { result, series, frame, state };
}

function finalOf({ ramp, frame, observer, tick }: Session): RunResult['final'] {
  const accept = observer.accept(frame);
  return {
    tick: tick - 1,
    time: formatMoment(observer.timeOf(tick - 1)),
    step: ramp?.step(frame) ?? 0,
    accept_percentage: Number.isNaN(accept) ? null : accept,
  };
}
