import type { Command } from 'commander';
import { fail } from '../errors/rollout-error.ts';
import { parseAssignment } from '../text/assign.ts';
import type { PolicyRequest, ValuesRequest } from './load-policy.ts';
import { repeated } from './options.ts';

/** commander's form of the flags that give values. */
export interface ValuesFlags {
  readonly name?: string;
  readonly valuesFile?: string;
  readonly set?: readonly string[];
  readonly blueprints?: string;
}

/** commander's form of the flags that name a policy. */
export interface PolicyFlags extends ValuesFlags {
  readonly policyFile?: string;
}

/**
 * Adds `--name --values-file --set --policy-file --blueprints`; without `set` where that flag means something
 * else.
 */
export function addPolicyOptions(command: Command, { set = true }: { readonly set?: boolean } = {}): Command {
  addValuesOptions(command);
  if (set)
    command.option('--set <path=value>', 'one value, over those of the file; may be repeated', repeated);
  return command.option(
    '--policy-file <file>',
    'a policy instead: a Policy resource or the bare policy, YAML or JSON',
  );
}

/** Adds `--name --values-file --blueprints`. */
export const addValuesOptions = (command: Command): Command =>
  addBlueprintsOption(
    command
      .option('--name <blueprint>', 'the blueprint; without it the values file names it')
      .option('--values-file <file>', 'values of the blueprint'),
  );

export const addBlueprintsOption = (command: Command): Command =>
  command.option('--blueprints <dir>', 'a directory of your own blueprints, beside the built-in ones');

/** Which policy the flags name. Throws USAGE_CONFLICT, USAGE_MISSING, and what is wrong with a `--set`. */
export function readPolicyFlags(flags: PolicyFlags): PolicyRequest {
  const { policyFile, ...valuesFlags } = flags;
  if (policyFile === undefined) return readValuesFlags(valuesFlags);
  const given = [
    ['--name', flags.name],
    ['--values-file', flags.valuesFile],
    ['--set', flags.set?.length],
  ] as const;
  const conflict = given.find(([, value]) => value);
  if (conflict) throw fail('USAGE_CONFLICT', { flags: `--policy-file and ${conflict[0]}` });
  return { policyFile };
}

/**
 * Which values the flags give. Throws USAGE_MISSING where they give none, and what is wrong with a `--set`.
 */
export function readValuesFlags({ name, valuesFile, set = [], blueprints }: ValuesFlags): ValuesRequest {
  if (valuesFile === undefined && set.length === 0)
    throw fail('USAGE_MISSING', { what: 'the policy', flag: '--values-file FILE (or --policy-file FILE)' });
  return {
    valuesFile,
    blueprint: name,
    blueprints,
    assignments: set.map((one) => parseAssignment(one)),
  };
}
