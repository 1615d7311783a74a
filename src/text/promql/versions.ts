import type { SyntaxNode as Part, Tree } from '@lezer/common';
import type { PromqlFault } from '../promql.ts';
import { NEWER_FUNCTIONS } from './words.ts';

/** Syntax that came after 2.42, by the name the grammar gives it. */
const NEWER_SYNTAX: Readonly<Record<string, string>> = {
  QuotedLabelName: 'a quoted name',
  QuotedLabelMatcher: 'a quoted name',
  LimitK: 'limitk',
  LimitRatio: 'limit_ratio',
  FillModifier: 'the fill modifier',
  SmoothedExpr: 'smoothed',
  AnchoredExpr: 'anchored',
  TrimLower: '>/',
  TrimUpper: '</',
};

/** What Prometheus 2.42 refuses and newer ones take. */
export function newerThan242(query: string, tree: Tree): PromqlFault[] {
  const faults: PromqlFault[] = [];
  const note = (part: Part, what: string) =>
    faults.push({
      kind: 'newer',
      from: part.from,
      to: part.to,
      message: `${what} is not known to Prometheus 2.42`,
      fix: 'make sure that your server knows it',
    });
  tree.iterate({
    enter: ({ name, node: part }) => {
      const text = query.slice(part.from, part.to);
      if (NEWER_SYNTAX[name]) note(part, NEWER_SYNTAX[name]);
      else if (name === 'FunctionIdentifier' && NEWER_FUNCTIONS.has(text)) note(part, text);
      else if (name === 'DurationExpr' && part.firstChild?.name !== 'NumberDurationLiteralInDurationContext')
        note(part, 'a computed range');
      else if (name === 'NumberDurationLiteralInDurationContext' && /^[\d._]+$/.test(text))
        note(part, 'a duration without a unit');
      else if (name === 'NumberDurationLiteral' && /^[-+]?[\d.]*\d(?:y|w|d|h|m|s|ms)/.test(text))
        note(part, 'a duration as a number');
      else if (name === 'NumberDurationLiteral' && text.includes('_')) note(part, '"_" in a number');
      else return undefined;
      return false;
    },
  });
  return faults;
}
