import type { SyntaxNode as Part, Tree } from '@lezer/common';
import type { PromqlFault } from '../promql.ts';
import { suggest } from '../suggest.ts';
import { AGGREGATIONS, FUNCTIONS, KEYWORDS, NEWER_FUNCTIONS, RENAMED } from './words.ts';

const CLOSING: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };
const CALLABLE = [...FUNCTIONS, ...NEWER_FUNCTIONS, ...AGGREGATIONS];
const KNOWN = new Set([...CALLABLE, ...KEYWORDS]);

/** The first bracket that has no partner. `code` is the query without strings and comments. */
export function bracketFault(code: string): PromqlFault | undefined {
  const open: number[] = [];
  for (let at = 0; at < code.length; at++) {
    const sign = code[at]!;
    if (sign in CLOSING) open.push(at);
    else if (')]}'.includes(sign)) {
      const partner = open.pop();
      if (partner === undefined) return lone(at, `"${sign}" closes nothing`, 'leave it out');
      const wanted = CLOSING[code[partner]!]!;
      if (wanted !== sign)
        return lone(at, `"${sign}" stands where "${wanted}" must close "${code[partner]}"`);
    }
  }
  const last = open.pop();
  return last === undefined
    ? undefined
    : lone(last, `"${code[last]}" is never closed`, `add "${CLOSING[code[last]!]}"`);
}

const lone = (at: number, message: string, fix?: string): PromqlFault => ({
  kind: 'syntax',
  from: at,
  to: at + 1,
  message,
  ...(fix ? { fix } : {}),
});

/** The first call of something that is no function of Prometheus: a slip when a name is near, else perhaps another server's. */
export function callFault(code: string): PromqlFault | undefined {
  const outside = code.replace(/\{[^{}]*\}/g, (braces) => ' '.repeat(braces.length));
  for (const match of outside.matchAll(/([A-Za-z_:][\w:]*)\s*\(/g)) {
    const name = match[1]!;
    const span = { from: match.index, to: match.index + name.length };
    const renamed = RENAMED[name];
    if (renamed)
      return { kind: 'newer', ...span, message: `${name} is called ${renamed} since Prometheus 3` };
    if (FUNCTIONS.has(name) || NEWER_FUNCTIONS.has(name)) continue;
    if (AGGREGATIONS.has(name.toLowerCase()) || KEYWORDS.has(name.toLowerCase())) continue;
    const near = suggest(name, [...CALLABLE.filter((known) => known.startsWith(name)), ...KNOWN]);
    return near
      ? {
          kind: 'syntax',
          ...span,
          message: `unknown function "${name}", did you mean "${near}"?`,
          fix: `write ${near}`,
        }
      : {
          kind: 'function',
          ...span,
          message: `"${name}" is not a function of Prometheus`,
          fix: 'make sure that your server knows it',
        };
  }
  return undefined;
}

/** The first place the grammar could not go on from, in words. */
export function unexpected(query: string, tree: Tree): PromqlFault | undefined {
  const first = firstError(tree);
  if (!first) return undefined;
  const from = first.from + /^\s*/.exec(query.slice(first.from))![0].length;
  const word = /^([A-Za-z_:][\w:]*|\d[\w.]*|"[^"]*"|'[^']*'|=~|!~|[=!<>]=|.)/s.exec(query.slice(from))?.[0];
  if (!word)
    return {
      kind: 'syntax',
      from: query.length,
      to: query.length,
      message: 'the query ends too early',
      fix: 'finish the expression',
    };
  const fix = adviceFor(first, word);
  return {
    kind: 'syntax',
    from,
    to: from + word.length,
    message: `unexpected ${JSON.stringify(word)}`,
    ...(fix ? { fix } : {}),
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

function adviceFor(error: Part, word: string): string | undefined {
  const around = error.parent?.name;
  if (around === 'UnquotedLabelMatcher' || around === 'QuotedLabelMatcher') {
    return /^\w/.test(word) ? `put the value in quotes: "${word}"` : 'a matcher is label="value"';
  }
  if (around === 'LabelMatchers') return 'matchers are label="value", with a comma between two';
  if (around === 'MatrixSelector' || around === 'SubqueryExpr' || around === 'DurationExpr')
    return 'a range is a duration such as 5m or 1h30m';
  if (around === 'AggregateExpr') return 'put what is aggregated in brackets: sum by (le) (rate(...))';
  if (around === 'VectorSelector' || around === 'FunctionCallBody')
    return 'is an operator or a comma missing before it?';
  return undefined;
}
