import type { Tree } from '@lezer/common';
import { parseDuration, type Seconds } from '../duration.ts';
import { literalsOf, maskLiterals } from './literal.ts';

const YEAR: Seconds = 31_536_000;
const RANGE = /\[([^[\]:]*)(:[^[\]]*)?\]/g;

/** The ranges a query looks back over (`[5m]`, `[1h:1m]`), in order; computed ones are left out. */
export const windowsOf = (query: string): Seconds[] => rangesOf(query).map(({ seconds }) => seconds);

/** How far back a query looks at most: its longest range, on top of its longest subquery. */
export function lookbackOf(query: string): Seconds {
  const longest = (subquery: boolean) =>
    Math.max(
      0,
      ...rangesOf(query)
        .filter((range) => range.subquery === subquery)
        .map(({ seconds }) => seconds),
    );
  return longest(false) + longest(true);
}

function rangesOf(query: string): { readonly seconds: Seconds; readonly subquery: boolean }[] {
  const code = maskLiterals(query, literalsOf(query));
  return [...code.matchAll(RANGE)].flatMap(([, range = '', step]) => {
    const seconds = readRange(range);
    return seconds ? [{ seconds, subquery: step !== undefined }] : [];
  });
}

/** `5m`, `1h30m`, `1y`, bare seconds; undefined for a computed range. */
export function readRange(text: string): Seconds | undefined {
  const [, years, rest = ''] = /^(?:(\d+)y)?(.*)$/s.exec(text.trim())!;
  const seconds = /^\d+(\.\d+)?$/.test(rest) ? Number(rest) : rest === '' ? 0 : parseDuration(rest);
  return seconds === undefined ? undefined : Number(years ?? 0) * YEAR + seconds;
}

/** The metric names a query selects by equality, each once, in order. */
export function metricsOf(query: string, tree: Tree): string[] {
  const metrics = new Set<string>();
  tree.iterate({
    enter: ({ name, node: part }) => {
      const text = query.slice(part.from, part.to);
      const named =
        name === 'UnquotedLabelMatcher' ? /^__name__\s*=\s*["'`](.*)["'`]$/.exec(text)?.[1] : undefined;
      if (name === 'Identifier' && part.parent?.name === 'VectorSelector') metrics.add(text);
      else if (name === 'QuotedLabelName' && part.parent?.name === 'LabelMatchers')
        metrics.add(text.slice(1, -1));
      else if (named !== undefined) metrics.add(named);
    },
  });
  return [...metrics];
}
