import { driversOf } from '../circuit/drivers.ts';
import type { Plan } from '../circuit/plan.ts';
import { type Diagnostic, fail } from '../errors/rollout-error.ts';
import type { LocatedPolicy } from '../policy/policy.ts';
import { preflight } from '../source/preflight.ts';
import { preflightTable } from '../source/preflight-table.ts';
import { parseMoment } from '../text/time.ts';
import { type ConnectionFlags, connectTo } from './connection.ts';
import type { IO } from './io.ts';

const DAY = 86_400;

/** A connection, and the moment that counts as now. */
export type TrialFlags = ConnectionFlags & { readonly at?: string };

/** Runs every query of a policy once, and over the last day: a table for people, and what is wrong with them. */
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
  const pointers = new Map(
    plan.queries.map(({ signal, component }) => [signal, `${component.pointer}/query_string`]),
  );
  try {
    const { rows, diagnostics } = await preflight({
      api,
      drivers: driversOf(plan),
      interval: plan.interval,
      at,
      span: DAY,
      missing: 'error',
      placeOf: ({ signal }) => placeOf(pointers.get(signal) ?? ''),
    });
    return { table: `${preflightTable(rows, DAY)}\n`, diagnostics: [...diagnostics, ...api.warnings()] };
  } finally {
    api.close();
  }
}
