import type { SyntaxNode as Part, Tree } from '@lezer/common';
import { bracketFault } from './brackets.ts';
import { callFault } from './calls.ts';
import type { PromqlFault } from './fault.ts';
import { literalsOf, maskLiterals } from './literal.ts';

/** The first reason why a text is no query. */
export function syntaxFault(query: string, tree: Tree): PromqlFault | undefined {
  const literals = literalsOf(query);
  const open = literals.find(({ isClosed }) => !isClosed);
  if (open) {
    const { from, to } = open;
    return { kind: 'syntax', from, to, message: 'the string is not closed', fix: `add ${query[from]}` };
  }
  const code = maskLiterals(query, literals);
  if (code.trim() === '' && literals.every(({ kind }) => kind === 'comment'))
    return { kind: 'syntax', from: 0, to: query.length, message: 'the query is empty' };
  return bracketFault(code) ?? callFault(code) ?? grammarFault(query, tree);
}

const WORD = /^([A-Za-z_:][\w:]*|\d[\w.]*|"[^"]*"|'[^']*'|=~|!~|[=!<>]=|.)/s;

/** The first place where the grammar does not allow what follows. */
function grammarFault(query: string, tree: Tree): PromqlFault | undefined {
  const error = firstError(tree);
  if (!error) return undefined;
  const from = error.from + /^\s*/.exec(query.slice(error.from))![0].length;
  const word = WORD.exec(query.slice(from))?.[0];
  if (word) {
    const message = `unexpected ${JSON.stringify(word)}`;
    return { kind: 'syntax', from, to: from + word.length, message, fix: fixFor(error, word) };
  }
  return {
    kind: 'syntax',
    from: query.length,
    to: query.length,
    message: 'the query ends too early',
    fix: 'finish the expression',
  };
}

function firstError(tree: Tree): Part | undefined {
  let first: Part | undefined;
  tree.iterate({
    enter: ({ type, node: part }) => {
      if (type.isError && (!first || part.from < first.from)) first = part;
    },
  });
  return first;
}

/**
 * What is missing or wrong inside a part of the grammar; QuotedLabelMatcher and UnquotedLabelMatcher depend
 * on the word.
 */
const FIXES: Readonly<Record<string, string>> = {
  LabelMatchers: 'matchers are label="value", with a comma between two',
  MatrixSelector: 'a range is a duration such as 5m or 1h30m',
  SubqueryExpr: 'a range is a duration such as 5m or 1h30m',
  DurationExpr: 'a range is a duration such as 5m or 1h30m',
  AggregateExpr: 'put what is aggregated in brackets: sum by (le) (rate(...))',
  VectorSelector: 'is an operator or a comma missing before it?',
  FunctionCallBody: 'is an operator or a comma missing before it?',
};

function fixFor(error: Part, word: string): string | undefined {
  const around = error.parent?.name ?? '';
  if (!around.endsWith('LabelMatcher')) return FIXES[around];
  if (/^\w/.test(word)) return `put the value in quotes: "${word}"`;
  return 'a matcher is label="value"';
}
