import type { SyntaxNode as Part, Tree } from '@lezer/common';
import type { PromqlFault } from '../promql.ts';
import { readRange } from './facts.ts';
import { emptyMatches, regexFault, unknownEscape, unquote } from './literal.ts';
import { speakPlainly } from './types.ts';

/** What grammar and types let pass: unknown escapes, broken expressions, selectors of everything, ranges of no length. */
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

type Words = Pick<PromqlFault, 'message' | 'fix'>;

function stringFault(query: string, part: Part): Words | undefined {
  const [quote, body] = [query[part.from]!, query.slice(part.from + 1, part.to - 1)];
  const unknown = unknownEscape(quote, body);
  if (unknown)
    return {
      message: `"${unknown.escape}" is not an escape of PromQL`,
      fix: `double the backslash: \\${unknown.escape}`,
    };
  const operator = part.parent?.getChild('MatchOp')?.firstChild?.name;
  const why =
    operator === 'EqlRegex' || operator === 'NeqRegex' ? regexFault(unquote(quote, body)) : undefined;
  return why
    ? { message: `${query.slice(part.from, part.to)} is not a regular expression: ${why}` }
    : undefined;
}

/** A selector whose every matcher takes a missing label selects all there is; the type checker misses expressions. */
function selectorFault(query: string, part: Part): Words | undefined {
  const list = part.getChild('LabelMatchers');
  const matchers = list?.getChildren('UnquotedLabelMatcher') ?? [];
  if (part.getChild('Identifier') || list?.getChild('QuotedLabelName') || matchers.length === 0)
    return undefined;
  return matchers.every((matcher) => takesNothing(query, matcher))
    ? speakPlainly('vector selector must contain at least one non-empty matcher')
    : undefined;
}

function takesNothing(query: string, matcher: Part): boolean {
  const literal = matcher.getChild('StringLiteral');
  const operator = matcher.getChild('MatchOp')?.firstChild?.name ?? '';
  if (!literal) return false;
  const body = query.slice(literal.from + 1, literal.to - 1);
  const regex = operator.endsWith('Regex');
  if (regex && regexFault(body)) return false;
  const takes = regex ? emptyMatches(unquote(query[literal.from]!, body)) : body === '';
  return operator.startsWith('Neq') ? !takes : takes;
}

function rangeFault(query: string, part: Part): Words | undefined {
  const range = part.getChild('DurationExpr');
  if (!range || readRange(query.slice(range.from, range.to)) !== 0) return undefined;
  return { message: 'a range must be longer than 0', fix: 'write for example [5m]' };
}

const faultFinders: Readonly<Record<string, (query: string, part: Part) => Words | undefined>> = {
  StringLiteral: stringFault,
  VectorSelector: selectorFault,
  MatrixSelector: rangeFault,
};
