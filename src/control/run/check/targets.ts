import type { Diagnostic } from '../../../errors/rollout-error.ts';
import type { Seconds } from '../../../text/duration.ts';
import type { Actuator, Why } from '../../actuators/actuator.ts';
import { checkTarget } from '../../commands/check-kill.ts';
import type { ControlClock } from '../../controller/clock.ts';

/** How a target stands to what a run would tell it first. Percentages are of 0 to 100. */
export interface CheckedTarget {
  readonly kind: string;
  readonly name: string;
  /** Null where it cannot be read. */
  readonly in_force: number | null;
  /** Of all targets the least, or what the record says where that is less: nothing is raised by a start. */
  readonly would_be_told: number;
  /** Why it could not be told. */
  readonly fault: string | null;
}

export interface TriedTarget {
  readonly target: CheckedTarget;
  /** Its fault with its code, where it has one. */
  readonly why: Why | undefined;
}

export interface TargetsCheck {
  readonly actuators: readonly Actuator[];
  /** What its record says; 0 where there is none. */
  readonly target: number;
  readonly clock: ControlClock;
  /** Time limit of a call. */
  readonly limit: Seconds;
}

/** What is known to be wrong with a target, with its code; undefined where nothing is. Nothing is asked of it. */
export function codedFault(actuator: Actuator): Diagnostic | undefined {
  const fault = actuator.check?.('run');
  return typeof fault === 'string' ? undefined : fault;
}

/** Reads every target, and tells none. */
export async function checkTargets({
  actuators,
  target,
  clock,
  limit,
}: TargetsCheck): Promise<TriedTarget[]> {
  const all = await Promise.all(
    actuators.map(async (actuator) => ({
      actuator,
      ...(await checkTarget(actuator, { use: 'run', clock, limit })),
    })),
  );
  const below = all.flatMap(({ actuator, checked: { in_force } }) =>
    in_force !== null && in_force < actuator.round(target) ? [in_force] : [],
  );
  const told = Math.min(target, ...below);
  return all.map(({ actuator, checked: { in_force, fault }, why }) => {
    const { kind, target: name } = actuator;
    return { target: { kind, name, in_force, would_be_told: actuator.round(told), fault }, why };
  });
}
