import type { Plan } from '../../circuit/plan.ts';
import type { DynamicDocument } from '../../run/dynamic-config.ts';
import type { Observer } from '../../run/observer.ts';
import type { Ramp } from '../../run/ramp.ts';
import type { Steering } from '../../run/run.ts';
import { Store, stateDir } from '../../run/store.ts';
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

/** Joins the state directory. A document stored earlier is in force from the start, unless the flags gave one. */
export function joinStore(
  policy: string,
  plan: Plan,
  ramp: Ramp | undefined,
  facts: SourceFacts,
  initial: DynamicDocument | undefined,
  options: SteeringOptions,
  io: IO,
): LiveSession {
  const store = new Store(stateDir(options.stateDir, io.env));
  const stored = store.latest(policy);
  let stamp = store.stamp(policy);
  let taken: { revision: string; tick: number } | null =
    stored && !initial ? { revision: stored.revision, tick: 0 } : null;
  let last: (() => void) | undefined;
  let announcedAt = Number.NEGATIVE_INFINITY;
  return {
    initial: initial ?? stored?.document ?? undefined,
    poll(nextTick) {
      const now = store.stamp(policy);
      if (now === stamp) return undefined;
      stamp = now;
      const latest = store.latest(policy);
      if (!latest || latest.revision === taken?.revision) return undefined;
      taken = { revision: latest.revision, tick: nextTick };
      last?.();
      return latest.document ?? {};
    },
    announce(tick, frame, observer) {
      last = () => {
        announcedAt = io.now();
        const accept = ramp?.accept(frame) ?? Number.NaN;
        store.announce({
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
          remaining_seconds: observer.remaining() ?? null,
          keys: plan.dynamic.map((cell) => cell.key),
          taken,
        });
      };
      if (io.now() - announcedAt >= 0.2) last();
    },
    end: () => store.withdraw(policy, process.pid),
  };
}
