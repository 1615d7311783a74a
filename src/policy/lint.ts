import type { Report } from '../circuit/compile/context.ts';
import type { Plan } from '../circuit/plan.ts';
import { inFileOrder } from '../errors/file-order.ts';
import { type Diagnostic, diagnostic } from '../errors/rollout-error.ts';
import { leadingZeros } from '../text/yaml/leading-zeros.ts';
import { lintCriteria, lintForwardWhen } from './lint/criteria.ts';
import { lintQueries } from './lint/queries.ts';
import { lintRamp } from './lint/ramp.ts';
import type { LocatedPolicy } from './policy.ts';

/** A policy with the values it was rendered from, if it was. */
interface LintedPolicy extends Pick<LocatedPolicy, 'placeOf'> {
  readonly values?: unknown;
}

/**
 * What is probably not meant though the schema and the compiler accept it, and invalid PromQL (the only
 * errors).
 * `policy` says where each part was written; `plan` is its compiled circuit.
 */
export async function lint(policy: LintedPolicy, plan: Plan): Promise<Diagnostic[]> {
  const found: Diagnostic[] = [];
  const report: Report = (code, params, pointer) => {
    found.push(diagnostic(code, params, policy.placeOf(pointer)));
  };
  lintRamp(plan, report);
  lintCriteria(plan, report);
  lintForwardWhen(policy.values, plan, report);
  return inFileOrder([...found, ...(await lintQueries(plan, policy.placeOf))]);
}

const COMMENT = /^(?:[^#'"]|'[^']*'|"[^"]*")*?(?:^|\s)#(.*)$/;
const PLACEHOLDER = /__REQUIRED_FIELD__|\b(?:TODO|FIXME)\b/;

/** Comments of a values or policy file that still say that something is to be done. */
export function lintComments(source: string, file: string): Diagnostic[] {
  return source.split('\n').flatMap((text, i) => {
    const word = PLACEHOLDER.exec(COMMENT.exec(text)?.[1] ?? '')?.[0];
    if (!word) return [];
    return [
      diagnostic(
        'LINT_PLACEHOLDER',
        { word },
        { at: { file, line: i + 1, column: text.lastIndexOf(word) + 1, text } },
      ),
    ];
  });
}

/** Numbers of a values or policy file that a reader of YAML 1.1 takes for others. */
export const lintNumbers = (source: string, file: string): Diagnostic[] =>
  leadingZeros(source, file).map(({ text, at }) => diagnostic('LINT_LEADING_ZERO', { number: text }, { at }));
