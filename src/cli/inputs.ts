import type { Command } from 'commander';
import { type Blueprint, findBlueprint } from '../blueprint/catalog.ts';
import { renderBlueprint } from '../blueprint/render.ts';
import { compile } from '../circuit/compile.ts';
import type { Plan } from '../circuit/plan.ts';
import { inFileOrder } from '../errors/file-order.ts';
import { type Diagnostic, fail, RolloutError, throwIfErrors } from '../errors/rollout-error.ts';
import type { LocatedPolicy } from '../policy/policy.ts';
import { readPolicy } from '../policy/read.ts';
import type { DashboardParams } from '../render/dashboard.ts';
import { wrongDocument } from '../schema/wrong-document.ts';
import { assign, noValues, parseSet } from '../text/assign.ts';
import { type Document, parseYaml } from '../text/yaml.ts';
import type { IO } from './io.ts';
import { repeated } from './options.ts';

/** Where a command takes its policy from. */
export interface PolicyOptions {
  readonly name?: string;
  readonly valuesFile?: string;
  readonly policyFile?: string;
  readonly set?: readonly string[];
  /** The directory of the user's own blueprints. */
  readonly blueprints?: string;
}

/** A policy ready to compile, and what it came from. */
export interface LoadedPolicy extends LocatedPolicy {
  readonly blueprint?: Blueprint;
  /** The values, defaults filled in; undefined for a policy file. */
  readonly values?: unknown;
  /** What they say of the dashboard. */
  readonly dashboard?: DashboardParams;
  /** The text of the file it was read from; empty when it came from flags alone. */
  readonly text: string;
}

/** Adds `--name --values-file --set --policy-file --blueprints`; without `set` where that flag means something else. */
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

/** Reads the policy a command line names. Throws RolloutError with every fault of its file. */
export async function loadPolicy(options: PolicyOptions, io: IO): Promise<LoadedPolicy> {
  if (options.policyFile !== undefined) return loadPolicyFile(options.policyFile, options, io);
  const { blueprint, document, text } = await loadValues(options, io);
  const rendered = await renderBlueprint(blueprint, document);
  return { ...rendered, dashboard: (rendered.values as { dashboard?: DashboardParams }).dashboard, text };
}

/** Reads values with the `--set` flags on top, and finds their blueprint. */
export async function loadValues(
  options: PolicyOptions,
  io: IO,
): Promise<{ readonly blueprint: Blueprint; readonly document: Document; readonly text: string }> {
  const { valuesFile, set = [] } = options;
  if (valuesFile === undefined && !set.length)
    throw fail('USAGE_MISSING', { what: 'the policy', flag: '--values-file FILE (or --policy-file FILE)' });
  const text = valuesFile === undefined ? '' : await io.read(valuesFile);
  const base = valuesFile === undefined ? noValues : parseYaml(text, valuesFile, 'the values of a blueprint');
  const name = options.name ?? namedIn(text);
  if (name === undefined) throw unnamed(base);
  const blueprint = await findBlueprint(name, options.blueprints);
  return {
    blueprint,
    document: assign(
      base,
      set.map((one) => parseSet(one)),
    ),
    text,
  };
}

/** Compiles a loaded policy. Throws RolloutError with every fault; returns the warnings in file order otherwise. */
export function compileLoaded(loaded: LocatedPolicy & { readonly text?: string }): {
  readonly plan: Plan;
  readonly diagnostics: readonly Diagnostic[];
} {
  const { plan, diagnostics } = compile(loaded.resource.spec.circuit, loaded.placeOf);
  const all = throwIfErrors(inFileOrder([...loaded.diagnostics, ...diagnostics]));
  return { plan: plan!, diagnostics: all };
}

/** The name in the line `# blueprint: NAME` that templates carry. */
export const namedIn = (text: string): string | undefined => /^#\s*blueprint:\s*(\S+)\s*$/m.exec(text)?.[1];

async function loadPolicyFile(file: string, options: PolicyOptions, io: IO): Promise<LoadedPolicy> {
  for (const [flag, given] of [
    ['--name', options.name],
    ['--values-file', options.valuesFile],
    ['--set', options.set?.length],
  ]) {
    if (given) throw fail('USAGE_CONFLICT', { flags: `--policy-file and ${flag}` });
  }
  const text = await io.read(file);
  return { ...(await readPolicy(parseYaml(text, file, 'a policy'))), text };
}

function unnamed(document: Document): Error {
  const wrong = wrongDocument(document, 'values');
  if (wrong) return new RolloutError([wrong]);
  return fail('USAGE_MISSING', {
    what: `the blueprint of ${document.file}`,
    flag: '--name NAME, or a line "# blueprint: NAME" in the file',
  });
}
