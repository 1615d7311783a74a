import type { Value } from '../../judge/tune/varied.ts';
import { type Assignment, assign } from '../../text/assign.ts';
import { parseDotted } from '../../text/pointer.ts';
import { dumpYaml, parseYaml } from '../../text/yaml.ts';
import type { IO } from '../io.ts';
import { type JudgedPolicy, judgedPolicy } from '../judge/subject.ts';
import { type LoadedPolicy, type PolicyRequest, policyOf } from '../load-policy.ts';
import { policyWith } from '../settings/policy-with.ts';
import type { SteeringRequest } from '../simulate/steering-request.ts';

/** The policy whose values are changed, and how it is asked for. */
export interface SettingsSubject {
  readonly loaded: LoadedPolicy;
  readonly policy: PolicyRequest;
  readonly steering: SteeringRequest;
}

/** The policy with other numbers, ready to be rehearsed. Throws what is wrong with it; the place of a number is its flag. */
export async function withValues(
  { loaded, policy, steering }: SettingsSubject,
  values: Readonly<Record<string, Value>>,
  io: IO,
): Promise<JudgedPolicy> {
  const assignments = assignmentsOf(values);
  const { text, file } = loaded;
  const changed =
    'policyFile' in policy
      ? fileWith(loaded, assignments)
      : policyWith(text, { ...policy, valuesFile: file }, assignments);
  return judgedPolicy(await changed, steering, io);
}

/** Over those of the command line. */
export const assignmentsOf = (values: Readonly<Record<string, Value>>): Assignment[] =>
  Object.entries(values).map(([path, value]) => ({
    path: parseDotted(path) ?? [],
    value,
    flag: `--vary ${path}=${value}`,
  }));

const fileWith = (
  { text, file = '-' }: LoadedPolicy,
  assignments: readonly Assignment[],
): Promise<LoadedPolicy> =>
  policyOf(dumpYaml(assign(parseYaml(text, file, 'a policy'), assignments).value), file);
