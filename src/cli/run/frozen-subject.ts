import type { Frozen } from '../../control/state/frozen.ts';
import type { State } from '../../control/state/state.ts';
import { diagnostic } from '../../errors/rollout-error.ts';
import type { IO } from '../io.ts';
import { compileChecked, policyOf } from '../load-policy.ts';
import type { LoadedRollout } from '../rollout-file/load.ts';
import { editedFiles, frozenOf, policyFileOf } from './edits.ts';
import type { Asked } from './server.ts';

/** What a rollout runs: what its state has frozen, or where it has none the files as they are. */
export interface FrozenSubject extends Asked {
  readonly frozen: Frozen;
  /** Nothing of it is in the state, or something else. */
  readonly isFirst: boolean;
  /** What is frozen, where what its files say is taken in its place, and which of them say something else. */
  readonly replaced: { readonly before: Frozen; readonly edited: readonly string[] } | undefined;
  /** Files that are no longer what is frozen. */
  readonly changedOnDisk: readonly string[];
}

/** A rollout as its files say, where its state is, and whether edits are taken. */
export interface Candidate {
  readonly rollout: LoadedRollout;
  readonly state: State;
  readonly isReplan: boolean;
}

/** Reports where the files are not what is frozen, and runs. */
export async function frozenSubject({ rollout, state, isReplan }: Candidate, io: IO): Promise<FrozenSubject> {
  const frozen = frozenOf(rollout, io);
  const storage = state.rollout(frozen.rollout);
  const read = await storage.readFrozen();
  const { plan, loaded } = rollout;
  const files = { frozen, plan, loaded, replaced: undefined, changedOnDisk: [] };
  if (read.kind !== 'frozen') return { ...files, isFirst: read.kind === 'missing' };
  const { frozen: before } = read;
  const edited = editedFiles(before, frozen, policyFileOf(rollout, io));
  if (isReplan) return { ...files, isFirst: edited.length > 0, replaced: { before, edited } };
  if (edited.length === 0) return { ...files, isFirst: false };
  io.report([diagnostic('ROLLOUT_EDITED', { rollout: frozen.rollout, file: edited.join(', ') })]);
  const thawed = await policyOf(JSON.stringify(before.policy), storage.frozenPlace);
  const compiled = await compileChecked(thawed);
  const { plan: frozenPlan } = compiled;
  return {
    ...files,
    frozen: before,
    plan: frozenPlan,
    loaded: thawed,
    isFirst: false,
    changedOnDisk: edited,
  };
}
