import type { Plan } from '../circuit/plan.ts';
import { codes } from '../errors/codes.ts';
import { inFileOrder } from '../errors/file-order.ts';
import { type Diagnostic, RolloutError } from '../errors/rollout-error.ts';
import { queryFaults } from '../policy/lint/queries.ts';
import { lint, lintComments, lintNumbers } from '../policy/lint.ts';
import { printableJson } from '../text/printable.ts';
import { toJson } from './diagnostics.ts';
import type { IO } from './io.ts';
import { compileLoaded, type LoadedPolicy, loadPolicy, type PolicyRequest } from './load-policy.ts';

/** What checking a policy found; it is valid unless there is an error, or under --strict a warning. */
export type PolicyCheck =
  | { readonly valid: false; readonly diagnostics: readonly Diagnostic[] }
  | {
      readonly valid: true;
      readonly diagnostics: readonly Diagnostic[];
      readonly loaded: LoadedPolicy;
      readonly plan: Plan;
    };

export interface CheckOptions {
  /** A warning makes the policy invalid, too. */
  readonly strict?: boolean;
  /** A further check, of a policy that compiled; it returns what was `found` so far, and more. */
  readonly further?: (
    loaded: LoadedPolicy,
    plan: Plan,
    found: readonly Diagnostic[],
  ) => Promise<readonly Diagnostic[]>;
}

/** Checks schema, circuit, lint, then `further`. Throws only what is not the fault of the input. */
export async function checkPolicy(
  request: PolicyRequest,
  { strict, further }: CheckOptions,
  io: IO,
): Promise<PolicyCheck> {
  try {
    const loaded = await loadPolicy(request, io);
    const { plan, diagnostics: warnings } = await compileWithQueries(loaded);
    const found = [...warnings, ...(await lint(loaded, plan)), ...lintText(loaded)];
    const diagnostics = (await further?.(loaded, plan, found)) ?? found;
    const isInvalid = diagnostics.some(({ severity }) => strict || severity === 'error');
    return isInvalid ? { valid: false, diagnostics } : { valid: true, diagnostics, loaded, plan };
  } catch (problem) {
    if (!isInvalidInput(problem)) throw problem;
    return { valid: false, diagnostics: problem.diagnostics };
  }
}

/** What is found in the text of the file; nothing where there is none. */
function lintText({ text, file }: LoadedPolicy): Diagnostic[] {
  return file === undefined ? [] : [...lintComments(text, file), ...lintNumbers(text, file)];
}

/** Compiles; a circuit that does not compile has the faults of its queries reported with its own. */
async function compileWithQueries(loaded: LoadedPolicy): Promise<ReturnType<typeof compileLoaded>> {
  try {
    return compileLoaded(loaded);
  } catch (problem) {
    if (!(problem instanceof RolloutError)) throw problem;
    const queries = await queryFaults(loaded.resource.spec.circuit, loaded.placeOf);
    throw new RolloutError(inFileOrder([...problem.diagnostics, ...queries]), problem);
  }
}

/** What is wrong with the content of a file; a missing file or a wrong flag is not. */
const isInvalidInput = (problem: unknown): problem is RolloutError =>
  problem instanceof RolloutError &&
  problem.diagnostics.every(({ code }) => codes[code].exit === 3 && !code.startsWith('FILE_'));

/** A policy that passed its check. */
export type ValidPolicy = Extract<PolicyCheck, { readonly valid: true }>;

export interface CheckPrint {
  readonly output: 'text' | 'json';
  /** What text mode prints of a valid policy. */
  readonly text: (check: ValidPolicy) => string;
  /** Further keys of the JSON. */
  readonly json?: object;
}

/**
 * Prints a check and returns the exit code. As JSON it is the result; as text an invalid policy is thrown.
 */
export function printCheck(check: PolicyCheck, { output, text, json }: CheckPrint, io: IO): number {
  const { valid, diagnostics } = check;
  if (output === 'json') {
    io.out(`${printableJson({ valid, diagnostics: toJson(diagnostics), ...json }, 2)}\n`);
    io.annotate(diagnostics);
    return valid ? 0 : new RolloutError(diagnostics).exit;
  }
  if (!valid) throw new RolloutError(diagnostics);
  io.report(diagnostics);
  io.say(text(check));
  return 0;
}
