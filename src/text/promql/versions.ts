import type { SyntaxNode as Part, Tree } from '@lezer/common';
import type { PromqlFault } from './fault.ts';
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

/** The parts of a query that newer versions take and Prometheus 2.42 rejects. */
export function newerThan242(query: string, tree: Tree): PromqlFault[] {
  const faults: PromqlFault[] = [];
  tree.iterate({
    enter: ({ node }) => {
      const what = newerPart(node, query.slice(node.from, node.to));
      if (what === undefined) return true;
      faults.push({
        kind: 'newer',
        from: node.from,
        to: node.to,
        message: `${what} is not known to Prometheus 2.42`,
        fix: 'make sure that your server knows it',
      });
      return false;
    },
  });
  return faults;
}

/** What a part is, when 2.42 does not know it. */
function newerPart(part: Part, text: string): string | undefined {
  switch (part.name) {
    case 'FunctionIdentifier':
      return NEWER_FUNCTIONS.has(text) ? text : undefined;
    case 'DurationExpr': {
      const isLiteral = part.firstChild?.name === 'NumberDurationLiteralInDurationContext';
      return isLiteral ? undefined : 'a computed range';
    }
    case 'NumberDurationLiteralInDurationContext':
      return /^[\d._]+$/.test(text) ? 'a duration without a unit' : undefined;
    case 'NumberDurationLiteral':
      if (/^[-+]?[\d.]*\d(?:y|w|d|h|m|s|ms)/.test(text)) return 'a duration as a number';
      return text.includes('_') ? '"_" in a number' : undefined;
    default:
      return NEWER_SYNTAX[part.name];
  }
}
