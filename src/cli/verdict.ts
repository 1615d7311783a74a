import type { Plan } from '../circuit/plan.ts';
import { codes } from '../errors/codes.ts';
import { inFileOrder } from '../errors/file-order.ts';
import { type Diagnostic, RolloutError } from '../errors/rollout-error.ts';
import { queryFaults } from '../policy/lint/queries.ts';
import { lint, lintComments } from '../policy/lint.ts';
import { toJson } from './diagnostics.ts';
import { compileLoaded, type LoadedPolicy, loadPolicy, type PolicyOptions } from './inputs.ts';
import type { IO } from './io.ts';

/** What checking a policy came to; `plan` is there unless an error kept it from compiling. */
export interface Verdict {
  readonly valid: boolean;
  readonly diagnostics: readonly Diagnostic[];
  readonly loaded?: LoadedPolicy;
  readonly plan?: Plan;
}

/** A further check of a policy that compiled. */
export type Check = (loaded: LoadedPolicy, plan: Plan) => Promise<readonly Diagnostic[]>;

/**
 * Checks a policy, or values through the policy they become: schema, circuit, lint, then `further`. Under `strict` a
 * warning is enough to make it invalid. Throws only what is not the fault of the input.
 */
export async function judge(
  options: PolicyOptions & { readonly strict?: boolean },
  io: IO,
  further?: Check,
): Promise<Verdict> {
  try {
    const loaded = await loadPolicy(options, io);
    const { plan, diagnostics } = await compileOrTell(loaded);
    const file = options.policyFile ?? options.valuesFile;
    const comments = file === undefined ? [] : lintComments(loaded.text, file);
    const found = [
      ...diagnostics,
      ...(await lint(loaded, plan)),
      ...comments,
      ...((await further?.(loaded, plan)) ?? []),
    ];
    const wrong = found.some(({ severity }) => options.strict || severity === 'error');
    return { valid: !wrong, diagnostics: found, loaded, plan };
  } catch (problem) {
    if (problem instanceof RolloutError && isInput(problem))
      return { valid: false, diagnostics: problem.diagnostics };
    throw problem;
  }
}

/** Compiles; what is wrong with the queries is told with what is wrong with the circuit. */
async function compileOrTell(loaded: LoadedPolicy): Promise<ReturnType<typeof compileLoaded>> {
  try {
    return compileLoaded(loaded);
  } catch (problem) {
    if (!(problem instanceof RolloutError)) throw problem;
    const { placeOf, resource } = loaded;
    const queries = await queryFaults(resource.spec.circuit, placeOf);
    throw new RolloutError(inFileOrder([...problem.diagnostics, ...queries]), problem);
  }
}

/** A verdict as `validate` prints it: JSON is the result; in text an invalid one is thrown, for main to print. */
export function report(
  verdict: Verdict,
  options: { readonly output?: string },
  io: IO,
  text: () => string,
): number {
  const { valid, diagnostics } = verdict;
  if (options.output === 'json')
    io.out(`${JSON.stringify({ valid, diagnostics: toJson(diagnostics) }, null, 2)}\n`);
  else if (!valid) throw new RolloutError(diagnostics);
  else {
    io.report(diagnostics);
    io.out(text());
  }
  return valid ? 0 : new RolloutError(diagnostics).exit;
}

/** What is wrong with the content of a file; a missing file or a wrong flag is not a verdict. */
const isInput = ({ diagnostics }: RolloutError): boolean =>
  diagnostics.every(({ code }) => codes[code].exit === 3 && !code.startsWith('FILE_'));
