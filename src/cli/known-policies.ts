import type { Store } from '../control/store.ts';
import { diagnostic } from '../errors/rollout-error.ts';
import { suggest } from '../text/suggest.ts';
import { parseYaml } from '../text/yaml.ts';
import type { IO } from './io.ts';

/** The values that a command takes where none are named. */
export const VALUES = 'values.yaml';

/** Warns of a name that no simulation, no stored configuration and no values file here has: it may be misspelt. */
export async function warnOfUnknownPolicy(policy: string, store: Store, io: IO): Promise<void> {
  const names = await knownPolicies(store, io);
  if (!names.includes(policy))
    io.report([diagnostic('DYNAMIC_POLICY', { policy, suggestion: suggest(policy, names) })]);
}

/** The policies that run here, have something stored, or stand in the values file of the folder. */
export const knownPolicies = async (store: Store, io: IO): Promise<readonly string[]> => [
  ...store.policies(),
  ...(await nameInValues(io)),
];

/** The policy of the values file of the folder; a file that cannot be read is the business of the commands that take it. */
export async function nameInValues(io: IO): Promise<string[]> {
  try {
    const { value } = parseYaml(await io.read(VALUES), VALUES) as {
      readonly value: { readonly policy?: { readonly policy_name?: unknown } };
    };
    return [value.policy?.policy_name].filter((name) => typeof name === 'string');
  } catch {
    return [];
  }
}
