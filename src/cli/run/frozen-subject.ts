import type { Frozen } from '../../control/state/frozen.ts';
import type { State } from '../../control/state/state.ts';
import { diagnostic } from '../../errors/rollout-error.ts';
import type { IO } from '../io.ts';
import { compileChecked, policyOf } from '../load-policy.ts';
import type { Asked } from './server.ts';

/** What a rollout runs: what its state has frozen, or where it has none the files as they are. */
export interface FrozenSubject extends Asked {
  readonly frozen: Frozen;
  /** Nothing of it is in the state. */
  readonly isFirst: boolean;
  /** Files that are no longer what is frozen. */
  readonly changedOnDisk: readonly string[];
}

/** A rollout as its files say, and where its state is. */
export interface Candidate extends Asked {
  readonly frozen: Frozen;
  readonly state: State;
}

/** Reports where the files are not what is frozen. */
export async function frozenSubject(
  { frozen, plan, loaded, state }: Candidate,
  io: IO,
): Promise<FrozenSubject> {
  const storage = state.rollout(frozen.rollout);
  const before = await storage.readFrozen();
  if (before.kind !== 'frozen')
    return { frozen, plan, loaded, isFirst: before.kind === 'missing', changedOnDisk: [] };
  if (JSON.stringify(before.frozen) === JSON.stringify(frozen))
    return { frozen, plan, loaded, isFirst: false, changedOnDisk: [] };
  io.report([diagnostic('ROLLOUT_EDITED', { rollout: frozen.rollout, file: frozen.file })]);
  const thawed = await policyOf(JSON.stringify(before.frozen.policy), storage.frozenPlace);
  const compiled = await compileChecked(thawed);
  return {
    frozen: before.frozen,
    plan: compiled.plan,
    loaded: thawed,
    isFirst: false,
    changedOnDisk: [frozen.file],
  };
}
