import { findPrometheus } from '../support/prometheus.ts';
import { memory } from './judge-memory.ts';
import { rehearsals } from './judge-rehearsals.ts';
import { fromServer } from './judge-server.ts';
import type { Row } from './row.ts';

/** Rehearsals on 90 days at 10 s: 1,000 of 72 hours, by the average-latency policy. */
export async function* judge(): AsyncGenerator<Row> {
  yield* rehearsals();
  yield* memory();
  if (findPrometheus()) yield* fromServer();
}
