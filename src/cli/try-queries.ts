import type { Plan } from '../circuit/plan.ts';
import { type Diagnostic, fail } from '../errors/rollout-error.ts';
import type { LocatedPolicy } from '../policy/policy.ts';
import { checkQueries } from '../preflight/check-queries.ts';
import { preflightJson } from '../preflight/json.ts';
import { dayBefore } from '../preflight/period.ts';
import type { PreflightRow } from '../preflight/row.ts';
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

interface Subject {
  readonly plan: Plan;
  readonly placeOf: LocatedPolicy['placeOf'];
  readonly found: readonly Diagnostic[];
}

/** Undefined where the flags name no server. Throws USAGE_VALUE. */
export function readTrialFlags(flags: TrialFlags): TrialRequest | undefined {
  const connection = readConnectionFlags(flags);
  return connection && { connection, at: flags.at };
}

/** What a server gives for the queries of a policy. */
export interface Trial {
  /** For people. */
  readonly table: string;
  /** The same for scripts. */
  readonly json: readonly object[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Every query once, and over the day before, on the ticks of a run. `found` is what is known of the policy so
 * far: a guess that the server has answered is taken out of it.
 */
export async function tryQueries(
  request: TrialRequest,
  { plan, placeOf, found }: Subject,
  io: IO,
): Promise<Trial> {
  const at = readAt(request.at, io.now());
  const api = await connectTo(request.connection, io);
  try {
    const period = dayBefore(at, plan.interval);
    const { rows, diagnostics } = await checkQueries([{ plan, placeOf }], { api, period, missing: 'error' });
    const answered = placesAnswered(rows, plan, placeOf);
    const open = found.filter(({ code, path }) => code !== 'PROMQL_SERIES' || !answered.has(path));
    return {
      table: `${preflightTable(rows)}\n`,
      json: preflightJson(rows),
      diagnostics: [...open, ...diagnostics, ...api.warnings()],
    };
  } finally {
    api.close();
  }
}

/** The paths of the queries that gave values: whether they were one series is known, and reported where not. */
function placesAnswered(
  rows: readonly PreflightRow[],
  plan: Plan,
  placeOf: Subject['placeOf'],
): ReadonlySet<string | null> {
  const answered = new Set(rows.filter((row) => row.coverage + row.several > 0).map(({ signal }) => signal));
  const queries = plan.queries.filter(({ signal }) => answered.has(signal));
  return new Set(queries.map(({ component }) => placeOf(`${component.pointer}/query_string`).path ?? null));
}

function readAt(text: string | undefined, now: Moment): Moment {
  if (text === undefined) return now;
  const at = parseMoment(text, now);
  if (at === undefined) throw fail('SIMULATE_TIME', { flag: '--at', got: text });
  return at;
}
