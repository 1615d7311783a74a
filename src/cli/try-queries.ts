import type { Plan } from '../circuit/plan.ts';
import { type Diagnostic, fail } from '../errors/rollout-error.ts';
import type { LocatedPolicy } from '../policy/policy.ts';
import { type Preflight, type PreflightOptions, preflight } from '../preflight/preflight.ts';
import { preflightTable } from '../preflight/table.ts';
import { driversOf } from '../rollout/drivers.ts';
import { parseMoment } from '../text/time.ts';
import { type ConnectionFlags, connectTo } from './connection.ts';
import type { IO } from './io.ts';

/** How far back queries are looked at. */
export const DAY = 86_400;

/** A connection, and the moment that counts as now. */
export type TrialFlags = ConnectionFlags & { readonly at?: string };

/** Every query of a plan once, at a moment and over the span before it; faults name the query's place in the policy. */
export function checkQueries(
  plan: Plan,
  placeOf: LocatedPolicy['placeOf'],
  how: Pick<PreflightOptions, 'api' | 'at' | 'span' | 'missing'>,
): Promise<Preflight> {
  const pointers = new Map(
    plan.queries.map(({ signal, component }) => [signal, `${component.pointer}/query_string`]),
  );
  return preflight({
    ...how,
    drivers: driversOf(plan),
    interval: plan.interval,
    placeOf: ({ signal }) => placeOf(pointers.get(signal) ?? ''),
  });
}

/** What `policy validate --prometheus` shows: a table for people, and what is wrong with the queries. */
export async function tryQueries(
  url: string,
  flags: TrialFlags,
  { placeOf }: LocatedPolicy,
  plan: Plan,
  io: IO,
): Promise<{ readonly table: string; readonly diagnostics: readonly Diagnostic[] }> {
  const at = flags.at === undefined ? io.now() : parseMoment(flags.at, io.now());
  if (at === undefined) throw fail('SIMULATE_TIME', { flag: '--at', got: flags.at! });
  const api = await connectTo(url, flags, io);
  try {
    const { rows, diagnostics } = await checkQueries(plan, placeOf, { api, at, span: DAY, missing: 'error' });
    return { table: `${preflightTable(rows, DAY)}\n`, diagnostics: [...diagnostics, ...api.warnings()] };
  } finally {
    api.close();
  }
}
