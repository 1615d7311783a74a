import type { Plan } from '../../circuit/plan.ts';
import type { DynamicDocument } from '../../run/dynamic-config.ts';
import { readDynamicDocument } from '../dynamic-document.ts';
import type { IO } from '../io.ts';
import type { SteeringRequest } from './steering-request.ts';

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
  return start ? { ...given, rollout: true } : given;
}
