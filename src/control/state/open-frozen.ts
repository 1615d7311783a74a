import { cut } from '../../text/cut.ts';
import { printableLine } from '../../text/printable.ts';
import type { Actuator } from '../actuators/actuator.ts';
import { actuatorKinds } from '../actuators.ts';
import type { World } from '../world.ts';
import type { FrozenEntry, FrozenTargets } from './frozen.ts';

export interface OpenedTargets {
  readonly actuators: readonly Actuator[];
  /** Entries that cannot be opened: of a kind that this release lacks, or with other keys. */
  readonly faults: readonly string[];
}

/** Opens the actuators that a rollout was frozen with. Asks and tells nothing yet. */
export function openTargets({ actuators: entries }: FrozenTargets, world: World): OpenedTargets {
  const opened = entries.map((entry) => openEntry(entry, world));
  return {
    actuators: opened.filter((one) => typeof one !== 'string'),
    faults: opened.filter((one) => typeof one === 'string'),
  };
}

function openEntry({ kind, config }: FrozenEntry, world: World): Actuator | string {
  const found = actuatorKinds.find((one) => one.kind === kind);
  if (!found) return `this release has no actuator ${nameOf(kind)}`;
  try {
    return found.open(config, world);
  } catch {
    return `the keys of an actuator ${nameOf(kind)} cannot be read`;
  }
}

const nameOf = (kind: string): string => cut(printableLine(kind), 40);
