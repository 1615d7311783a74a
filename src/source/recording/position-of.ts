import type { SourceQuery } from '../source.ts';
import type { Head } from './file.ts';

/** Where the results of a query stand; -1 where it was not asked. The same query may feed a signal of another name. */
export function positionOf({ queries }: Pick<Head, 'queries'>, { signal, ...query }: SourceQuery): number {
  const isSame = (other: SourceQuery) =>
    other.query_string === query.query_string && other.every === query.every;
  const exact = queries.findIndex((other) => other.signal === signal && isSame(other));
  return exact >= 0 ? exact : queries.findIndex(isSame);
}
