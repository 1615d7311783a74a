import { codeOf, fail, RolloutError } from '../../errors/rollout-error.ts';
import type { PrometheusApi } from '../../prometheus/api.ts';
import { formatMoment } from '../../text/time.ts';
import type { SourceQuery } from '../source.ts';
import { Chunk } from './chunk.ts';

/** Points of one query at equal distances, asked for in one request; times in whole milliseconds. */
export interface Span {
  readonly query: SourceQuery;
  readonly start: number;
  readonly step: number;
  readonly count: number;
}

/**
 * Reads a span into a chunk, from `offset` on; one that is too much for the server is read in halves. Throws PROM_RANGE
 * naming the span that could not be read, PROM_GRID, INTERRUPTED and HTTP_CONFIG_FILE.
 */
export async function readSpan(
  api: PrometheusApi,
  span: Span,
  chunk = new Chunk(span.count),
  offset = 0,
): Promise<Chunk> {
  const { query, start, step, count } = span;
  try {
    const series = await api.range(query.query_string, {
      start: start / 1000,
      end: endOf(span) / 1000,
      step: step / 1000,
    });
    const stray = chunk.put(series, { start, step, offset, count });
    if (stray !== undefined) throw moved(api, span, stray);
    return chunk;
  } catch (problem) {
    if (count === 1 || codeOf(problem) !== 'PROM_QUERY_LIMIT') throw explain(span, problem);
    const half = Math.ceil(count / 2);
    await readSpan(api, { ...span, count: half }, chunk, offset);
    const rest = { ...span, start: start + half * step, count: count - half };
    return readSpan(api, rest, chunk, offset + half);
  }
}

const endOf = ({ start, step, count }: Span): number => start + (count - 1) * step;

const moved = (api: PrometheusApi, { start, step }: Span, stray: number): RolloutError =>
  fail('PROM_GRID', {
    url: api.facts().url,
    asked: formatMoment(start / 1000),
    got: formatMoment(stray / 1000),
    step: step / 1000,
  });

/** Errors that are thrown as they are; every other failure names the span it hit. */
const CODES_TO_KEEP: ReadonlySet<string> = new Set([
  'PROM_RANGE',
  'PROM_GRID',
  'INTERRUPTED',
  'HTTP_CONFIG_FILE',
]);

function explain(span: Span, problem: unknown): unknown {
  const [first] = problem instanceof RolloutError ? problem.diagnostics : [];
  if (!first || CODES_TO_KEEP.has(first.code)) return problem;
  return fail('PROM_RANGE', {
    signal: span.query.signal,
    from: formatMoment(span.start / 1000),
    to: formatMoment(endOf(span) / 1000),
    why: first.message,
    fix: first.hint,
  });
}
