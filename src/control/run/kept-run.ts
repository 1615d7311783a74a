import { reasonOf } from '../../disk/reasons.ts';
import { type GateState, isGateState } from '../../rollout/gates/state.ts';
import { type RunState, readRunState } from '../../run/state.ts';
import { isCount, isText, listOf, mappingOf } from '../../text/shape.ts';
import { otherFormat } from '../other-format.ts';
import { seal, unseal } from '../state/sealed.ts';
import type { LeaseWriter, RolloutStorage } from '../state/state.ts';

const KEPT_FORMAT = 1;

/** What a run knows besides its record: the next controller goes on with it. */
export interface KeptRun {
  readonly format: typeof KEPT_FORMAT;
  /** Identity of circuit and rules. */
  readonly plan: string;
  /** The attempt of the record it is of. */
  readonly attempt: number;
  /** Ids of the requests of the record that it has obeyed. */
  readonly obeyed: readonly string[];
  readonly gate: GateState;
  readonly run: RunState;
}

export type ReadKept =
  | { readonly kind: 'kept'; readonly kept: KeptRun }
  | { readonly kind: 'none' }
  | { readonly kind: 'fault'; readonly why: string };

/** Replaces what is kept of a rollout. Throws what the state says. */
export const writeKept = (writer: LeaseWriter, kept: Omit<KeptRun, 'format'>): Promise<void> =>
  writer.writeFrame(seal({ format: KEPT_FORMAT, ...kept }));

/** What is kept of the run of a plan; nothing where another one was taken since. */
export async function readKept(storage: RolloutStorage, plan: string): Promise<ReadKept> {
  try {
    const text = await storage.readFrame();
    return text === undefined ? { kind: 'none' } : toKept(text, plan);
  } catch (problem) {
    return { kind: 'fault', why: reasonOf(problem) };
  }
}

const isKept = mappingOf({ plan: isText, attempt: isCount, obeyed: listOf(isText), gate: isGateState });

function toKept(text: string, plan: string): ReadKept {
  const unsealed = unseal(text);
  if (unsealed.kind === 'damaged') return { kind: 'fault', why: unsealed.why };
  const { format, run } = Object(unsealed.value) as Partial<KeptRun>;
  if (format !== KEPT_FORMAT) return { kind: 'fault', why: otherFormat(format, KEPT_FORMAT) };
  if (!isKept(unsealed.value)) return { kind: 'fault', why: 'it is no frame of a rollout' };
  const kept = { ...(unsealed.value as KeptRun), run: readRunState(run) };
  return kept.plan === plan ? { kind: 'kept', kept } : { kind: 'none' };
}
