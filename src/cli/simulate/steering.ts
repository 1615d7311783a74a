import type { Plan } from '../../circuit/plan.ts';
import { type RunningState, Store, stateDir } from '../../control/store.ts';
import { type Diagnostic, diagnostic, RolloutError } from '../../errors/rollout-error.ts';
import type { Ramp } from '../../rollout/ramp.ts';
import type { DynamicDocument } from '../../run/dynamic-config.ts';
import type { Observer } from '../../run/observer.ts';
import type { Steering } from '../../run/run.ts';
import type { SourceFacts } from '../../source/source.ts';
import { formatMoment } from '../../text/time.ts';
import { readDynamicDocument } from '../dynamic-document.ts';
import type { IO } from '../io.ts';

export interface SteeringOptions {
  readonly start?: boolean;
  readonly dynamicConfig?: string;
  readonly set?: readonly string[];
  readonly stateDir?: string;
}

/** What the flags set from the first tick: --dynamic-config, then --set, then --start; undefined when there is none. */
export async function initialDocument(
  options: SteeringOptions,
  plan: Plan,
  io: IO,
): Promise<DynamicDocument | undefined> {
  const keys = plan.dynamic.map((cell) => cell.key);
  const given = await readDynamicDocument(
    { file: options.dynamicConfig, fileFlag: '--dynamic-config', set: options.set },
    keys,
    io,
  );
  return options.start ? { ...given, rollout: true } : given;
}

/** A live run in the state directory: it takes what `dynamic-config apply` stores, and says where it stands. */
export interface LiveSession extends Steering {
  announce(tick: number, frame: Float64Array, observer: Observer): void;
  end(): void;
}

/**
 * Joins the state directory. A document stored earlier is in force from the start, unless the flags gave one. Throws
 * STATE_UNREADABLE, and from the first `announce` STATE_UNWRITABLE; what is lost after that is a warning, once, and the
 * run goes on: it does not depend on who watches it.
 */
export function joinStore(
  policy: string,
  plan: Plan,
  ramp: Ramp | undefined,
  facts: SourceFacts,
  initial: DynamicDocument | undefined,
  options: SteeringOptions,
  io: IO,
  warn: (warning: Diagnostic) => void,
): LiveSession {
  const store = new Store(stateDir(options.stateDir, io.env));
  const stored = store.latest(policy);
  let stamp = store.stamp(policy);
  let taken: { revision: string; tick: number } | null =
    stored && !initial ? { revision: stored.revision, tick: 0 } : null;
  let last: (() => RunningState) | undefined;
  let announcedAt = Number.NEGATIVE_INFINITY;
  let isAnnounced = false;
  const lost = new Set<'STATUS_LOST' | 'DYNAMIC_LOST'>();
  const lose = (code: 'STATUS_LOST' | 'DYNAMIC_LOST', problem: unknown) => {
    if (!(problem instanceof RolloutError)) throw problem;
    if (!lost.has(code)) warn(diagnostic(code, { problem: problem.message }));
    lost.add(code);
  };
  const announce = () => {
    announcedAt = io.now();
    try {
      store.announce(last!());
      isAnnounced = true;
    } catch (problem) {
      if (!isAnnounced) throw problem;
      lose('STATUS_LOST', problem);
    }
  };
  const changed = () => {
    const now = store.stamp(policy);
    if (now === stamp) return undefined;
    stamp = now;
    const latest = store.latest(policy);
    lost.delete('DYNAMIC_LOST');
    return latest?.revision === taken?.revision ? undefined : latest;
  };
  return {
    initial: initial ?? stored?.document ?? undefined,
    poll(nextTick) {
      try {
        const latest = changed();
        if (!latest) return undefined;
        taken = { revision: latest.revision, tick: nextTick };
        if (last) announce();
        return latest.document ?? {};
      } catch (problem) {
        lose('DYNAMIC_LOST', problem);
        return undefined;
      }
    },
    announce(tick, frame, observer) {
      last = () => {
        const accept = ramp?.accept(frame) ?? Number.NaN;
        return {
          policy,
          pid: process.pid,
          source: { kind: facts.kind, name: facts.name, url: facts.url },
          tick,
          time: formatMoment(observer.timeOf(tick)),
          step: ramp?.step(frame) ?? 0,
          steps: ramp?.steps.length ?? 0,
          accept_percentage: Number.isNaN(accept) ? null : accept,
          decision: observer.decision,
          reason: observer.reasonNow(frame),
          remaining_seconds: observer.remaining(frame) ?? null,
          keys: plan.dynamic.map((cell) => cell.key),
          taken,
        };
      };
      if (io.now() - announcedAt >= 0.2) announce();
    },
    end: () => store.withdraw(policy, process.pid),
  };
}
