import { parseYaml } from '../text/yaml.ts';
import type { IO } from './io.ts';
import {
  type LoadedPolicy,
  type PolicyRequest,
  policyOf,
  policyOfValues,
  type ValuesRequest,
} from './load-policy.ts';

/** The blueprint of values that do not name theirs. */
export type BlueprintRequest = Pick<ValuesRequest, 'blueprint' | 'blueprints'>;

/** The policy of a file, which holds either values or the policy itself. */
export async function loadEither(file: string, blueprint: BlueprintRequest, io: IO): Promise<LoadedPolicy> {
  const text = await io.read(file);
  return isPolicy(text, file)
    ? policyOf(text, file)
    : policyOfValues(text, { ...blueprint, valuesFile: file });
}

/** What is asked for by the name of such a file, which is read again. */
export async function eitherRequest(
  file: string,
  blueprint: BlueprintRequest,
  io: IO,
): Promise<PolicyRequest> {
  const text = await io.read(file);
  return isPolicy(text, file) ? { policyFile: file } : { ...blueprint, valuesFile: file };
}

/** Values hold a `policy`; a policy holds a circuit. */
function isPolicy(text: string, file: string): boolean {
  const { value } = parseYaml(text, file, 'values or a policy');
  if (typeof value !== 'object' || value === null) return false;
  return 'circuit' in value || 'spec' in value || 'kind' in value;
}
