import { join } from 'node:path';
import { readRegularFile } from '../../disk/bounded.ts';
import { errorName, reasonOf } from '../../disk/reasons.ts';
import { otherFormat } from '../other-format.ts';
import { replaceDurably } from './durable.ts';
import { FROZEN_FORMAT, type Frozen, type FrozenTargets } from './frozen.ts';
import { isFrozen, isFrozenTargets } from './frozen-shape.ts';
import { seal, unseal } from './sealed.ts';

/** What is in the file; where it cannot be run from, why, and the targets that can be read all the same. */
export type ReadFrozen =
  /** `copy`: the file it was read from, where the state itself does not answer. */
  | { readonly kind: 'frozen'; readonly frozen: Frozen; readonly copy?: string }
  | { readonly kind: 'missing' }
  | { readonly kind: 'fault'; readonly why: string; readonly targets?: FrozenTargets };

export const frozenFile = (directory: string): string => join(directory, 'frozen.json');

/** On the disk when it returns. Throws what the system says. */
export const writeFrozen = (directory: string, frozen: Frozen): void =>
  replaceDurably(frozenFile(directory), seal(frozen));

/** Reads what the directory of a rollout holds of it. Never throws. */
export function readFrozen(directory: string): ReadFrozen {
  try {
    return frozenIn(readRegularFile(frozenFile(directory)));
  } catch (problem) {
    if (errorName(problem) === 'ENOENT') return { kind: 'missing' };
    return { kind: 'fault', why: reasonOf(problem) };
  }
}

/** What a sealed text holds of a rollout. */
export function frozenIn(text: string): ReadFrozen {
  const unsealed = unseal(text);
  const { value } = unsealed;
  if (unsealed.kind === 'whole' && isFrozen(value)) return { kind: 'frozen', frozen: value as Frozen };
  const why = unsealed.kind === 'damaged' ? unsealed.why : formatFault(value);
  return { kind: 'fault', why, targets: isFrozenTargets(value) ? (value as FrozenTargets) : undefined };
}

function formatFault(value: unknown): string {
  const { format } = Object(value) as { format?: unknown };
  if (format === FROZEN_FORMAT) return 'it is no frozen rollout';
  return otherFormat(format, FROZEN_FORMAT);
}
