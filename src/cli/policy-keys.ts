import { fail } from '../errors/rollout-error.ts';
import type { TypedKey } from '../run/dynamic-keys.ts';
import type { IO } from './io.ts';
import { nameInValues, VALUES } from './known-policies.ts';
import type { PolicyRequest } from './load-policy.ts';

/** Whose keys are asked for, and where its policy may stand. */
export interface KeysRequest {
  readonly policy: string;
  readonly source: PolicyRequest;
  /** Whether a run says its keys: then no file is looked for, but one that is named is read. */
  readonly isRunning: boolean;
}

/**
 * The keys that a policy reads, and what their values must be: of the policy that is named, else of `./values.yaml` where
 * that holds this policy. Throws USAGE_VALUE where the file named holds another one, and every fault of that file.
 */
export async function keysOfPolicy(request: KeysRequest, io: IO): Promise<readonly TypedKey[]> {
  const { policy, source, isRunning } = request;
  if ('policyFile' in source || !source.isDefault) return keysIn(policy, source, io);
  if (isRunning || !(await nameInValues(io)).includes(policy)) return [];
  // A file that nobody named and that is wrong is the business of the commands that take it.
  const found = await keysIn(policy, { ...source, isDefault: false, valuesFile: VALUES }, io).catch(() => []);
  if (found.length > 0) io.note(`using ${VALUES}`);
  return found;
}

async function keysIn(policy: string, source: PolicyRequest, io: IO): Promise<readonly TypedKey[]> {
  const { loadPolicy, compileLoaded } = await import('./load-policy.ts');
  const loaded = await loadPolicy(source, io);
  if (loaded.name !== policy)
    throw fail('USAGE_VALUE', {
      flag: '--policy',
      got: policy,
      expected: `${loaded.name}, the policy of ${loaded.file ?? 'the values'}`,
    });
  return compileLoaded(loaded).plan.dynamic;
}
