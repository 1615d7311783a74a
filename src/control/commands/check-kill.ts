import type { Diagnostic } from '../../errors/rollout-error.ts';
import type { Seconds } from '../../text/duration.ts';
import type { Actuator, Use, Why } from '../actuators/actuator.ts';
import { callWithin } from '../controller/call-within.ts';
import type { ControlClock } from '../controller/clock.ts';
import { faultText } from '../outcome.ts';
import type { World } from '../world.ts';
import { killSettings } from './kill-settings.ts';
import { killTargets } from './kill-targets.ts';
import type { StoredRollout } from './stored-rollout.ts';

export interface CheckOptions {
  readonly stored: StoredRollout;
  readonly world: World;
  readonly clock: ControlClock;
}

/** How far something could be tried without switching anything. */
export interface Checked {
  readonly what: string;
  /** In percent; null where it cannot be read. */
  readonly in_force: number | null;
  /** What the target answered; what could be tried of a target that only answers a call. */
  readonly tried: 'answer' | 'files';
  /** Why a call would fail there. */
  readonly fault: string | null;
}

/** Tries what a kill needs: the record first, then every target. */
export async function checkKill({ stored, world, clock }: CheckOptions): Promise<Checked[]> {
  const { actuators, unknown, entries } = killTargets(stored.frozen, world);
  const { callLimit } = killSettings(entries);
  const targets = actuators.map(async (actuator) => {
    const { checked } = await checkTarget(actuator, { use: 'kill', clock, limit: callLimit });
    return checked;
  });
  const others = unknown.map(
    ({ target: what, why: fault }) => ({ what, in_force: null, tried: 'files', fault }) as const,
  );
  return Promise.all([checkRecord(stored), ...targets, ...others]);
}

async function checkRecord({ store, storage }: StoredRollout): Promise<Checked> {
  const found = await store.read();
  const fault = found.kind === 'unknown' ? found.why : ((await storage.tryToWrite()) ?? null);
  return { what: 'record', in_force: null, tried: 'files', fault };
}

interface TargetCheck {
  readonly use: Use;
  readonly clock: ControlClock;
  /** Time limit of a call. */
  readonly limit: Seconds;
}

interface TriedTarget {
  readonly checked: Checked;
  /** Its fault with its code, where it has one. */
  readonly why: Why | undefined;
}

/** Tries a target, and tells it nothing. A kill overwrites what is somebody else's. */
export async function checkTarget(
  actuator: Actuator,
  { use, clock, limit }: TargetCheck,
): Promise<TriedTarget> {
  const { target: what } = actuator;
  const found = (tried: Checked['tried'], in_force: number | null, why?: Why): TriedTarget => {
    const fault = why === undefined ? null : faultText(why);
    return { checked: { what, in_force, tried, fault }, why };
  };
  const unfit = actuator.check?.(use);
  if (!actuator.read || unfit !== undefined) return found('files', null, unfit);
  const reading = await callWithin(clock, limit, (signal) => actuator.read!({ signal }));
  const in_force = reading.kind === 'percentage' ? reading.percentage : null;
  const isOverwritten = use === 'kill' && reading.kind === 'unreadable' && reading.isForeign;
  if (reading.kind !== 'percentage' && !isOverwritten) return found('answer', null, faultOf(reading));
  const refusal = await callWithin(clock, limit, async (signal) => ({
    why: await actuator.rehearse?.({ signal }, use),
  }));
  return found('answer', in_force, refusal.why);
}

const faultOf = (reading: { readonly why: string; readonly fault?: Diagnostic }): Why =>
  reading.fault ?? reading.why;
