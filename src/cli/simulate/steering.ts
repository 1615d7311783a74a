import type { Plan } from '../../circuit/plan.ts';
import { fail } from '../../errors/rollout-error.ts';
import type { DynamicDocument } from '../../run/dynamic-config.ts';
import { readDynamicDocument } from '../dynamic-document.ts';
import type { IO } from '../io.ts';
import type { SteeringRequest } from './steering-request.ts';

/** Two parts of a command line that say the opposite of each other. */
const contradiction = ({ file, set = [] }: SteeringRequest['document']): string =>
  set.length > 0 ? '--start and --set rollout=false' : `--start and the \`rollout: false\` of ${file}`;

/**
 * What is set from the first tick: --dynamic-config, then --set, then --start; undefined when there is none.
 */
export async function initialDocument(
  { document, start }: SteeringRequest,
  plan: Plan,
  io: IO,
): Promise<DynamicDocument | undefined> {
  const keys = plan.dynamic.map((cell) => cell.key);
  const given = await readDynamicDocument(document, keys, io, plan.dynamic);
  if (start && given?.rollout === false) throw fail('USAGE_CONFLICT', { flags: contradiction(document) });
  return start ? { ...given, rollout: true } : given;
}
