import type { Command } from 'commander';
import { fail } from '../errors/rollout-error.ts';
import { type Assignment, parseAssignment } from '../text/assign.ts';
import type { PolicyRequest, ValuesRequest } from './load-policy.ts';
import { repeated } from './options.ts';

/** commander's form of the flags that give values. */
export interface ValuesFlags {
  readonly name?: string;
  readonly valuesFile?: string;
  readonly set?: readonly string[];
  readonly value?: readonly string[];
  readonly blueprints?: string;
}

/** commander's form of the flags that name a policy. */
export interface PolicyFlags extends ValuesFlags {
  readonly policyFile?: string;
}

const SET = 'as --value; may be repeated';

/** Adds `[file]` and the flags that name a policy; without `set` where that flag means something else. */
export function addPolicyOptions(command: Command, { set = true }: { readonly set?: boolean } = {}): Command {
  addValuesOptions(command, 'values of the blueprint, as -f (default: values.yaml where it exists)');
  if (set) addSetOption(command);
  return command.option(
    '--policy-file <file>',
    'a policy instead: a Policy resource or the bare policy, YAML or JSON',
  );
}

/** Adds `[file] --name --values-file --value --blueprints`; `file` says what the argument is. */
export const addValuesOptions = (command: Command, file = 'values of the blueprint, as -f'): Command =>
  addBlueprintsOption(
    command
      .argument('[file]', file)
      .option('--name <blueprint>', 'the blueprint; without it the values file names it')
      .option('-f, --values-file <file>', 'values of the blueprint')
      .option('--value <path=value>', 'one value, over those of the file; may be repeated', repeated),
  );

export const addSetOption = (command: Command): Command =>
  command.option('--set <path=value>', SET, repeated);

export const addBlueprintsOption = (command: Command): Command =>
  command.option('--blueprints <dir>', 'a directory of your own blueprints, beside the built-in ones');

/** Which policy flags and argument name. Throws USAGE_CONFLICT, and what is wrong with a `--set` or `--value`. */
export function readPolicyFlags(flags: PolicyFlags, args: readonly string[] = []): PolicyRequest {
  const { policyFile, ...valuesFlags } = flags;
  if (policyFile === undefined) return readValuesFlags(valuesFlags, args);
  const given = [
    [args[0], args.length],
    ['--name', flags.name],
    ['--values-file', flags.valuesFile],
    ['--set', flags.set?.length],
    ['--value', flags.value?.length],
  ] as const;
  const conflict = given.find(([, value]) => value);
  if (conflict) throw fail('USAGE_CONFLICT', { flags: `--policy-file and ${conflict[0]}` });
  return { policyFile };
}

/**
 * Which values flags and argument give; with neither file nor blueprint those of `./values.yaml`. Throws USAGE_CONFLICT,
 * and what is wrong with a `--set` or `--value`.
 */
export function readValuesFlags(flags: ValuesFlags, args: readonly string[] = []): ValuesRequest {
  const assignments = assignmentsIn(flags);
  const valuesFile = valuesFileIn(flags, args);
  const isWhole = flags.name !== undefined && assignments.length > 0;
  return {
    valuesFile,
    isDefault: valuesFile === undefined && !isWhole,
    blueprint: flags.name,
    blueprints: flags.blueprints,
    assignments,
  };
}

/** The values file that the flag or the argument names. Throws USAGE_CONFLICT for both. */
export function valuesFileIn({ valuesFile }: ValuesFlags, [file]: readonly string[]): string | undefined {
  if (valuesFile !== undefined && file !== undefined)
    throw fail('USAGE_CONFLICT', { flags: `--values-file and ${file}` });
  return valuesFile ?? file;
}

/** Those of `--set`, then those of `--value`. */
export const assignmentsIn = ({ set = [], value = [] }: ValuesFlags): Assignment[] => [
  ...set.map((one) => parseAssignment(one)),
  ...value.map((one) => parseAssignment(one, '--value')),
];
