import type { Actuator } from '../actuators/actuator.ts';
import { refused } from '../outcome.ts';
import type { FrozenEntry, FrozenTargets } from '../state/frozen.ts';
import type { ReadFrozen } from '../state/frozen-file.ts';
import { openTargets } from '../state/open-frozen.ts';
import type { World } from '../world.ts';

export interface KillTargets {
  readonly actuators: readonly Actuator[];
  readonly entries: readonly FrozenEntry[];
  /** What is wrong with what was frozen of them. */
  readonly fault: string | undefined;
}

/** The targets that were frozen with a rollout, as far as they can be read; undefined where none can. */
export function frozenTargets(frozen: ReadFrozen): FrozenTargets | undefined {
  if (frozen.kind === 'frozen') return frozen.frozen;
  return frozen.kind === 'fault' ? frozen.targets : undefined;
}

/** All that a kill tells. A target that cannot be opened is one that refuses: the kill is never done then. */
export function killTargets(frozen: ReadFrozen, world: World): KillTargets {
  const targets = frozenTargets(frozen);
  const fault = faultOf(frozen);
  if (!targets) return { actuators: [unknownTarget('its targets', fault ?? '')], entries: [], fault };
  const { actuators, faults } = openTargets(targets, world);
  const others = faults.map((why, i) => unknownTarget(`target ${i + 1} of those that are not known`, why));
  return { actuators: [...actuators, ...others], entries: targets.actuators, fault };
}

function faultOf(frozen: ReadFrozen): string | undefined {
  if (frozen.kind === 'frozen') return undefined;
  return frozen.kind === 'missing' ? 'there is none' : frozen.why;
}

const unknownTarget = (target: string, why: string): Actuator => ({
  kind: 'unknown',
  target,
  flag: '',
  isFencing: false,
  round: (percentage) => percentage,
  apply: async () => refused(why),
  check: () => why,
});
