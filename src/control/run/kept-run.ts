import { join } from 'node:path';
import { replaceFile } from '../../disk/atomic-file.ts';
import { readRegularFile } from '../../disk/bounded.ts';
import { errorName, reasonOf } from '../../disk/reasons.ts';
import { type GateState, isGateState } from '../../rollout/gates/state.ts';
import { type RunState, readRunState } from '../../run/state.ts';
import { isCount, isText, listOf, mappingOf } from '../../text/shape.ts';
import { otherFormat } from '../other-format.ts';
import { seal, unseal } from '../state/sealed.ts';

const KEPT_FORMAT = 1;
const FILE_MODE = 0o600;
/** A frame is small; series of history are not kept. */
const MAX_BYTES = 64 * 1024 * 1024;

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

const fileIn = (directory: string): string => join(directory, 'frame.json');

/** Replaces what is kept in the directory of a rollout. Throws what the system says. */
export function writeKept(directory: string, kept: Omit<KeptRun, 'format'>): void {
  const text = seal({ format: KEPT_FORMAT, ...kept });
  replaceFile({ path: fileIn(directory), mode: FILE_MODE }, text);
}

/** What is kept of the run of a plan. */
export function readKept(directory: string, plan: string): ReadKept {
  try {
    return toKept(readRegularFile(fileIn(directory), MAX_BYTES), plan);
  } catch (problem) {
    if (errorName(problem) === 'ENOENT') return { kind: 'none' };
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
  return kept.plan === plan ? { kind: 'kept', kept } : { kind: 'fault', why: 'it is of another policy' };
}
