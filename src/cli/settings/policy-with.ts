import type { Assignment } from '../../text/assign.ts';
import { type LoadedPolicy, policyOfValues, type ValuesRequest } from '../load-policy.ts';

/** The policy of a setting: of the values of a request with others in their place. Throws what is wrong with it. */
export const policyWith = (
  text: string,
  request: ValuesRequest,
  setting: readonly Assignment[],
): Promise<LoadedPolicy> =>
  policyOfValues(text, { ...request, assignments: [...(request.assignments ?? []), ...setting] });
