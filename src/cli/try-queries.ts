import type { Plan } from '../circuit/plan.ts';
import { type Diagnostic, fail } from '../errors/rollout-error.ts';
import type { LocatedPolicy } from '../policy/policy.ts';
import { checkQueries } from '../preflight/check-queries.ts';
import { DAY } from '../preflight/past.ts';
import { preflightTable } from '../preflight/table.ts';
import { type Moment, parseMoment } from '../text/time.ts';
import {
  type ConnectionFlags,
  type ConnectionRequest,
  connectTo,
  readConnectionFlags,
} from './connection.ts';
import type { IO } from './io.ts';

export interface TrialFlags extends ConnectionFlags {
  readonly at?: string;
}

/** A server to try the queries of a policy against. */
export interface TrialRequest {
  readonly connection: ConnectionRequest;
  /** The moment that counts as now, as it was given; the present without it. */
  readonly at: string | undefined;
}

/** Undefined where the flags name no server. Throws USAGE_VALUE. */
export function readTrialFlags(flags: TrialFlags): TrialRequest | undefined {
  const connection = readConnectionFlags(flags);
  return connection && { connection, at: flags.at };
}

/** Every query once, and over the day before: a table for people, and what is wrong with the queries. */
export async function tryQueries(
  request: TrialRequest,
  { plan, placeOf }: { readonly plan: Plan; readonly placeOf: LocatedPolicy['placeOf'] },
  io: IO,
): Promise<{ readonly table: string; readonly diagnostics: readonly Diagnostic[] }> {
  const at = readAt(request.at, io.now());
  const api = await connectTo(request.connection, io);
  try {
    const { rows, diagnostics } = await checkQueries(plan, placeOf, { api, at, span: DAY, missing: 'error' });
    return { table: `${preflightTable(rows, DAY)}\n`, diagnostics: [...diagnostics, ...api.warnings()] };
  } finally {
    api.close();
  }
}

function readAt(text: string | undefined, now: Moment): Moment {
  if (text === undefined) return now;
  const at = parseMoment(text, now);
  if (at === undefined) throw fail('SIMULATE_TIME', { flag: '--at', got: text });
  return at;
}
