import { reasonOf } from '../../../disk/reasons.ts';
import { type Diagnostic, diagnostic, RolloutError, throwIfErrors } from '../../../errors/rollout-error.ts';
import type { RolloutRecord } from '../../record/record.ts';
import type { Frozen } from '../../state/frozen.ts';
import { inState } from '../../state/in-state.ts';
import type { State } from '../../state/state.ts';
import { frozenBefore, readRecord } from '../open-state.ts';

/** What a run would find in its state. */
export interface CheckedState {
  /** For people. */
  readonly place: string;
  /** Undefined where there is none yet, or none that can be read. */
  readonly record: RolloutRecord | undefined;
  /** Another controller has it: a run would stand by. */
  readonly holder: string | null;
  readonly faults: readonly Diagnostic[];
}

/** What would have a run refused, before anything is written. Throws ROLLOUT_STATE and ROLLOUT_TARGET_TAKEN. */
export const refuseStored = (state: State, frozen: Frozen, targets: readonly string[]): Promise<void> =>
  inState(state.place, async () => {
    throwIfErrors(await takenTargets(state, frozen.rollout, targets));
    await findRecord(state, frozen);
  });

/** Looks at a state and leaves nothing there. */
export async function checkState(
  state: State,
  frozen: Frozen,
  targets: readonly string[],
): Promise<CheckedState> {
  const { place } = state;
  const faults: Diagnostic[] = [];
  let found: Pick<CheckedState, 'record' | 'holder'> = { record: undefined, holder: null };
  const attempt = async (look: () => Promise<void>): Promise<void> => {
    await look().catch((problem) => faults.push(...diagnosticsOf(problem, place)));
  };
  const why = await state.fault();
  if (why !== undefined)
    return { place, ...found, faults: [diagnostic('ROLLOUT_STATE', { directory: place, why })] };
  await attempt(async () => {
    found = await findRecord(state, frozen);
  });
  await attempt(async () => void faults.push(...(await takenTargets(state, frozen.rollout, targets))));
  return { place, ...found, faults };
}

async function findRecord(state: State, { rollout, plan }: Frozen) {
  if (!(await state.has(rollout))) return { record: undefined, holder: null };
  const storage = state.rollout(rollout);
  await storage.check();
  await frozenBefore(storage);
  const record = await readRecord(storage, plan);
  const holder = await storage.store.holder();
  return { record, holder: holder.kind === 'found' ? holder.value : null };
}

async function takenTargets(
  state: State,
  rollout: string,
  targets: readonly string[],
): Promise<Diagnostic[]> {
  const owners = await Promise.all(targets.map((target) => state.ownerOf(target)));
  return owners.flatMap((owner, i) => {
    if (owner === undefined || owner === rollout) return [];
    return [diagnostic('ROLLOUT_TARGET_TAKEN', { target: targets[i]!, rollout: owner })];
  });
}

function diagnosticsOf(problem: unknown, directory: string): readonly Diagnostic[] {
  if (problem instanceof RolloutError) return problem.diagnostics;
  return [diagnostic('ROLLOUT_STATE', { directory, why: reasonOf(problem) })];
}
