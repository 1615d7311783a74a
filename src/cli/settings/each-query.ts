import type { SourceQuery } from '../../source/source.ts';

/** What of two queries makes their results the same. */
export const keyOfQuery = ({ query_string, every }: Pick<SourceQuery, 'query_string' | 'every'>): string =>
  JSON.stringify([query_string, every]);

/** Every query with another text or another interval, once: the last of each, where the first stands. */
export const eachQuery = <Q extends SourceQuery>(queries: readonly Q[]): readonly Q[] => [
  ...new Map(queries.map((query) => [keyOfQuery(query), query])).values(),
];
