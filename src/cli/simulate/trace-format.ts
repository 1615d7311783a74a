import { extname } from 'node:path';
import { fail } from '../../errors/rollout-error.ts';
import type { TraceFormat } from '../../run/trace.ts';

/** csv or ndjson, by the name's ending. Throws USAGE_VALUE. */
export function traceFormat(file: string): TraceFormat {
  const ending = extname(file).slice(1);
  if (ending === 'csv' || ending === 'ndjson') return ending;
  throw fail('USAGE_VALUE', { flag: '--trace', got: file, expected: 'a name that ends in .csv or .ndjson' });
}
