import { type CheckedPlan, planFaults } from '../../control/rollout-file/check-plan.ts';
import { checkRollout } from '../../control/rollout-file/read.ts';
import { type Diagnostic, RolloutError } from '../../errors/rollout-error.ts';
import { type Assignment, assign, noValues } from '../../text/assign.ts';
import type { Path } from '../../text/pointer.ts';
import type { Document } from '../../text/yaml.ts';

/** A file with nothing wrong in it: what is answered is checked in its place. */
const SOUND = {
  rollout: 'x',
  policy_file: 'x',
  actuators: [{ exec: { command: ['x'], flag: 'x' } }],
};

/**
 * What the reader of rollout files says of these answers at a path or below, and of their policy where one is given:
 * the first sentence, without the path. Undefined where nothing is wrong there.
 */
export async function faultAt(
  answers: readonly Assignment[],
  place: string,
  checked?: CheckedPlan,
): Promise<string | undefined> {
  const document = assign({ ...noValues, value: SOUND }, answers);
  const faults = await faultsIn(document, checked);
  const fault = faults.find(({ path }) => path?.startsWith(place));
  return fault && sentenceOf(fault);
}

async function faultsIn(document: Document, checked?: CheckedPlan): Promise<readonly Diagnostic[]> {
  try {
    const rollout = await checkRollout(document);
    if (checked) return planFaults(rollout, checked);
    return [];
  } catch (problem) {
    if (problem instanceof RolloutError) return problem.diagnostics;
    throw problem;
  }
}

/** The question names what it is about. */
function sentenceOf({ path, message, hint }: Diagnostic): string {
  const rest = path !== null && message.startsWith(path) ? message.slice(path.length) : message;
  const words = rest.replace(/^:? /, '');
  if (hint === null || hint === undefined) return words;
  return `${words}\n${hint}`;
}

export const answerAt = (path: Path, value: unknown): Assignment => ({ path, value, flag: 'answer' });
