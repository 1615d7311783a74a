import { type Blueprint, findBlueprint } from '../blueprint/catalog.ts';
import { nameLine } from '../blueprint/name-line.ts';
import { renderBlueprint } from '../blueprint/render.ts';
import { titlesInAnnotation } from '../blueprint/titles.ts';
import { compile } from '../circuit/compile.ts';
import type { Plan } from '../circuit/plan.ts';
import { inFileOrder } from '../errors/file-order.ts';
import { codeOf, type Diagnostic, fail, RolloutError, throwIfErrors } from '../errors/rollout-error.ts';
import { queryFaults } from '../policy/lint/queries.ts';
import { withMeasures } from '../policy/measures.ts';
import type { LocatedPolicy } from '../policy/policy.ts';
import { readPolicy } from '../policy/read.ts';
import { VALUES_ANNOTATION } from '../policy/write.ts';
import type { DashboardParams } from '../render/dashboard.ts';
import { wrongDocument } from '../schema/wrong-document.ts';
import { type Assignment, assign, noValues } from '../text/assign.ts';
import { type Document, parseYaml } from '../text/yaml.ts';
import type { IO } from './io.ts';

/** The values a policy is rendered from. */
export interface ValuesRequest {
  /** Without a file the values are the assignments alone. */
  readonly valuesFile?: string;
  /** Nothing is named: `values.yaml` of the working directory. */
  readonly isDefault?: boolean;
  /** Over the values of the file, in their order. */
  readonly assignments?: readonly Assignment[];
  /** The name of the blueprint; without it the file names it. */
  readonly blueprint?: string;
  /** The directory of the user's own blueprints. */
  readonly blueprints?: string;
}

/** The policy a command works on: rendered from values, or read from a file. */
export type PolicyRequest = ValuesRequest | { readonly policyFile: string };

/** A policy ready to compile, and what it came from. */
export interface LoadedPolicy extends LocatedPolicy {
  readonly blueprint?: Blueprint;
  /** The values, defaults filled in; undefined for a policy file. */
  readonly values?: unknown;
  /** What they say of the dashboard. */
  readonly dashboard?: DashboardParams;
  /** The file of the policy or its values; undefined when it came from flags alone. */
  readonly file?: string;
  /** The text of that file; empty without one. */
  readonly text: string;
}

/** What is read where nothing is named. */
export const DEFAULT_FILE = 'values.yaml';

/** Reads the policy asked for. Throws RolloutError with every fault of its file, and USAGE_MISSING where there is none. */
export async function loadPolicy(request: PolicyRequest, io: IO): Promise<LoadedPolicy> {
  if ('policyFile' in request) return policyOf(await io.read(request.policyFile), request.policyFile);
  const values = await readValues(request, io);
  return policyOfValues(values.text, values.request);
}

/** The text of the values asked for, and the request with the file they are from. */
export async function readValues(
  request: ValuesRequest,
  io: IO,
): Promise<{ readonly text: string; readonly request: ValuesRequest }> {
  if (!request.isDefault) return { text: await readValuesText(request, io), request };
  return { text: await readDefault(io), request: { ...request, valuesFile: DEFAULT_FILE } };
}

/** The text of the values file of the working directory, which is named first. */
async function readDefault(io: IO): Promise<string> {
  const text = await io.read(DEFAULT_FILE).catch((problem) => {
    throw codeOf(problem) === 'FILE_MISSING' ? unnamedPolicy() : problem;
  });
  io.note(`using ${DEFAULT_FILE}`);
  return text;
}

/** The policy that a text holds. Throws RolloutError with every fault of it. */
export async function policyOf(text: string, file: string): Promise<LoadedPolicy> {
  const policy = await readPolicy(parseYaml(text, file, 'a policy'));
  const titles = titlesInAnnotation(policy.resource.metadata.annotations?.[VALUES_ANNOTATION]);
  return { ...policy, titles, file, text };
}

/**
 * The policy that values become; `text` is that of their file. Throws RolloutError with every fault of them.
 */
export async function policyOfValues(text: string, request: ValuesRequest): Promise<LoadedPolicy> {
  const values = parseValues(text, request);
  const blueprint = await blueprintOf(text, request);
  if (!blueprint) throw unnamed(values);
  const rendered = await renderBlueprint(blueprint, assign(values, request.assignments ?? []));
  const { dashboard } = rendered.values as { readonly dashboard?: DashboardParams };
  return { ...rendered, dashboard, file: request.valuesFile, text };
}

/** The text of the values file; empty without one. */
export const readValuesText = async ({ valuesFile }: ValuesRequest, io: IO): Promise<string> =>
  valuesFile === undefined ? '' : io.read(valuesFile);

/** The values of the file, before the assignments. */
export const parseValues = (text: string, { valuesFile }: ValuesRequest): Document =>
  valuesFile === undefined ? noValues : parseYaml(text, valuesFile, 'the values of a blueprint');

/**
 * The blueprint of the request, or of the line `# blueprint: NAME` that templates carry; undefined where neither
 * names one. Throws what `findBlueprint` throws, at that line.
 */
export async function blueprintOf(text: string, request: ValuesRequest): Promise<Blueprint | undefined> {
  const { blueprint, blueprints, valuesFile = '-' } = request;
  if (blueprint !== undefined) return findBlueprint(blueprint, blueprints);
  const named = nameLine(text);
  if (!named) return undefined;
  const { name, ...place } = named;
  return findBlueprint(name, blueprints, { at: { file: valuesFile, ...place } });
}

/**
 * Compiles a loaded policy. Throws RolloutError with every fault; returns the warnings in file order
 * otherwise.
 */
export function compileLoaded(loaded: LocatedPolicy): {
  readonly plan: Plan;
  readonly diagnostics: readonly Diagnostic[];
} {
  const { plan, diagnostics } = compile(loaded.resource.spec.circuit, loaded.placeOf);
  const warnings = throwIfErrors(inFileOrder([...loaded.diagnostics, ...diagnostics]));
  return { plan: withMeasures(plan!, loaded.titles), diagnostics: warnings };
}

/** As `compileLoaded`; a query that is no PromQL is a fault, too. */
export async function compileChecked(loaded: LocatedPolicy): Promise<ReturnType<typeof compileLoaded>> {
  const compiled = compileLoaded(loaded);
  throwIfErrors(inFileOrder(await queryFaults(loaded.resource.spec.circuit, loaded.placeOf)));
  return compiled;
}

const unnamedPolicy = (): Error =>
  fail('USAGE_MISSING', {
    what: 'the policy',
    flag: 'a values file (or --policy-file FILE)',
    hint: `here is no ${DEFAULT_FILE}; \`rollout blueprints generate\` writes one`,
  });

function unnamed(document: Document): Error {
  const wrong = wrongDocument(document, 'values');
  if (wrong) return new RolloutError([wrong]);
  return fail('USAGE_MISSING', {
    what: `the blueprint of ${document.file}`,
    flag: '--name NAME, or a line "# blueprint: NAME" in the file',
  });
}
