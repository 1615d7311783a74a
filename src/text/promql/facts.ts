import type { SyntaxNode, Tree } from '@lezer/common';
import { parseDuration, type Seconds } from '../duration.ts';
import { literalsOf, maskLiterals } from './literal.ts';

const YEAR: Seconds = 31_536_000;
const RANGE = /\[([^[\]:]*)(:[^[\]]*)?\]/g;

/** The ranges a query looks back over (`[5m]`, `[1h:1m]`), in order; computed ones are left out. */
export const windowsOf = (query: string): Seconds[] => rangesOf(query).map(({ seconds }) => seconds);

/** How far back a query looks at most: its longest range, on top of its longest subquery. */
export function lookbackOf(query: string): Seconds {
  const ranges = rangesOf(query);
  const longest = (kind: Range['kind']): Seconds =>
    Math.max(0, ...ranges.filter((range) => range.kind === kind).map(({ seconds }) => seconds));
  return longest('range') + longest('subquery');
}

const RANGE_TIME = /@\s*(start|end)\s*\(\s*\)/;

/**
 * The first `@ start()` or `@ end()` of a query and its offset: it moves the reading to the edge of whatever is
 * asked for, so that over history every reading is that of the edge.
 */
export function rangeTimeIn(query: string): { readonly text: string; readonly from: number } | undefined {
  const found = RANGE_TIME.exec(maskLiterals(query, literalsOf(query)));
  return found ? { text: `@ ${found[1]}()`, from: found.index } : undefined;
}

interface Range {
  readonly seconds: Seconds;
  readonly kind: 'range' | 'subquery';
}

function rangesOf(query: string): Range[] {
  const code = maskLiterals(query, literalsOf(query));
  return [...code.matchAll(RANGE)].flatMap(([, range = '', step]) => {
    const seconds = readRange(range);
    if (!seconds) return [];
    return [{ seconds, kind: step === undefined ? 'range' : 'subquery' }];
  });
}

/** `5m`, `1h30m`, `1y`, bare seconds; undefined for a computed range. */
export function readRange(text: string): Seconds | undefined {
  const [, years, rest = ''] = /^(?:(\d+)y)?(.*)$/s.exec(text.trim())!;
  const seconds = readSeconds(rest);
  if (seconds === undefined) return undefined;
  return Number(years ?? 0) * YEAR + seconds;
}

function readSeconds(text: string): Seconds | undefined {
  if (text === '') return 0;
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text);
  return parseDuration(text);
}

/** The metric names a query selects by equality, each once, in order. */
export function metricsOf(query: string, tree: Tree): string[] {
  const metrics = new Set<string>();
  tree.iterate({
    enter: ({ node }) => {
      const metric = metricOf(node, query.slice(node.from, node.to));
      if (metric !== undefined) metrics.add(metric);
    },
  });
  return [...metrics];
}

/** The selectors of a query that take the newest sample, not those of a window; each once, in order. */
export function bareSelectorsOf(query: string, tree: Tree): string[] {
  const selectors = new Set<string>();
  tree.iterate({
    enter: ({ node }) => {
      if (node.name !== 'VectorSelector' || node.parent?.name === 'MatrixSelector') return;
      selectors.add(query.slice(node.from, node.to));
    },
  });
  return [...selectors];
}

function metricOf({ name, parent }: SyntaxNode, text: string): string | undefined {
  if (name === 'Identifier' && parent?.name === 'VectorSelector') return text;
  if (name === 'QuotedLabelName' && parent?.name === 'LabelMatchers') return text.slice(1, -1);
  if (name === 'UnquotedLabelMatcher') return /^__name__\s*=\s*["'`](.*)["'`]$/.exec(text)?.[1];
  return undefined;
}
