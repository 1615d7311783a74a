import type { SyntaxNode as Part, Tree } from '@lezer/common';
import { readRange } from './facts.ts';
import type { FaultText, PromqlFault } from './fault.ts';
import { emptyMatches, regexFault, unknownEscape, unquote } from './literal.ts';
import { plainTypeFault } from './types.ts';

/**
 * Faults the grammar and the type checker miss: unknown escapes, bad expressions, selectors of all series,
 * empty ranges.
 */
export function literalFaults(query: string, tree: Tree): PromqlFault[] {
  const faults: PromqlFault[] = [];
  tree.iterate({
    enter: ({ name, node: part }) => {
      const fault = faultFinders[name]?.(query, part);
      if (fault) faults.push({ kind: 'syntax', from: part.from, to: part.to, ...fault });
    },
  });
  return faults;
}

function stringFault(query: string, part: Part): FaultText | undefined {
  const quote = query[part.from]!;
  const body = query.slice(part.from + 1, part.to - 1);
  const unknown = unknownEscape(quote, body);
  if (unknown)
    return {
      message: `"${unknown.escape}" is not an escape of PromQL`,
      fix: `double the backslash: \\${unknown.escape}`,
    };
  const operator = part.parent?.getChild('MatchOp')?.firstChild?.name;
  if (operator !== 'EqlRegex' && operator !== 'NeqRegex') return undefined;
  const why = regexFault(unquote(quote, body));
  if (why === undefined) return undefined;
  return { message: `${query.slice(part.from, part.to)} is not a regular expression: ${why}` };
}

/**
 * A selector whose every matcher accepts a missing label selects all series; the type checker does not see
 * expressions.
 */
function selectorFault(query: string, part: Part): FaultText | undefined {
  const list = part.getChild('LabelMatchers');
  const matchers = list?.getChildren('UnquotedLabelMatcher') ?? [];
  if (part.getChild('Identifier') || list?.getChild('QuotedLabelName') || matchers.length === 0)
    return undefined;
  if (!matchers.every((matcher) => acceptsMissing(query, matcher))) return undefined;
  return plainTypeFault('vector selector must contain at least one non-empty matcher');
}

/** Whether a matcher accepts a series without its label. */
function acceptsMissing(query: string, matcher: Part): boolean {
  const literal = matcher.getChild('StringLiteral');
  const operator = matcher.getChild('MatchOp')?.firstChild?.name ?? '';
  if (!literal) return false;
  const body = query.slice(literal.from + 1, literal.to - 1);
  const isRegex = operator.endsWith('Regex');
  if (isRegex && regexFault(body)) return false;
  const matchesEmpty = isRegex ? emptyMatches(unquote(query[literal.from]!, body)) : body === '';
  return operator.startsWith('Neq') !== matchesEmpty;
}

function rangeFault(query: string, part: Part): FaultText | undefined {
  const range = part.getChild('DurationExpr');
  if (!range || readRange(query.slice(range.from, range.to)) !== 0) return undefined;
  return { message: 'a range must be longer than 0', fix: 'write for example [5m]' };
}

const faultFinders: Readonly<Record<string, (query: string, part: Part) => FaultText | undefined>> = {
  StringLiteral: stringFault,
  VectorSelector: selectorFault,
  MatrixSelector: rangeFault,
};
