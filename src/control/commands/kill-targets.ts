import type { Actuator } from '../actuators/actuator.ts';
import type { FrozenEntry, FrozenTargets } from '../state/frozen.ts';
import type { ReadFrozen } from '../state/frozen-file.ts';
import { openTargets } from '../state/open-frozen.ts';
import type { World } from '../world.ts';

export interface KillTargets {
  readonly actuators: readonly Actuator[];
  /** Targets that nobody can tell anything. */
  readonly unknown: readonly Unknown[];
  readonly entries: readonly FrozenEntry[];
}

/** A target that is not known, and why. */
export interface Unknown {
  readonly target: string;
  readonly why: string;
}

/** The targets that were frozen with a rollout, as far as they can be read; undefined where none can. */
export function frozenTargets(frozen: ReadFrozen): FrozenTargets | undefined {
  if (frozen.kind === 'frozen') return frozen.frozen;
  if (frozen.kind === 'fault') return frozen.targets;
  return undefined;
}

/** All that a kill tells, and what it cannot. */
export function killTargets(frozen: ReadFrozen, world: World): KillTargets {
  const targets = frozenTargets(frozen);
  if (!targets)
    return { actuators: [], unknown: [{ target: 'its targets', why: faultOf(frozen) }], entries: [] };
  const { actuators, faults } = openTargets(targets, world);
  const unknown = faults.map((why, i) => ({ target: `target ${i + 1} of those that are not known`, why }));
  return { actuators, unknown, entries: targets.actuators };
}

const faultOf = (frozen: ReadFrozen): string => (frozen.kind === 'fault' ? frozen.why : 'there is none');
