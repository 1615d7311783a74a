import type { Frozen } from '../../../control/state/frozen.ts';
import { type Diagnostic, diagnostic } from '../../../errors/rollout-error.ts';
import { checkQueries } from '../../../preflight/check-queries.ts';
import { dayBefore } from '../../../preflight/period.ts';
import type { PreflightRow } from '../../../preflight/row.ts';
import type { PrometheusApi } from '../../../prometheus/connect.ts';
import { connectTo } from '../../connection.ts';
import type { IO } from '../../io.ts';
import { type Asked, requestTo } from '../server.ts';

interface CheckedQueries {
  readonly rows: readonly PreflightRow[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Asks every query of a rollout once, and over the day before. Throws PROM_* where the server itself fails. */
export async function checkServer(
  { frozen, plan, loaded }: Asked & { readonly frozen: Frozen },
  io: IO,
): Promise<CheckedQueries> {
  const { prometheus } = frozen;
  if (!prometheus) return { rows: [], diagnostics: [] };
  const api = await connectTo(requestTo(prometheus.url, prometheus.http_config_file ?? undefined), io);
  try {
    const period = dayBefore(io.now(), plan.interval);
    const policies = [{ plan, placeOf: loaded.placeOf }];
    const checked = await checkQueries(policies, { api, period, missing: 'warning' });
    const counted = await checkRequests(frozen, api, io);
    return { rows: checked.rows, diagnostics: [...checked.diagnostics, ...counted, ...api.warnings()] };
  } finally {
    api.close();
  }
}

async function checkRequests({ requests }: Frozen, api: PrometheusApi, io: IO): Promise<Diagnostic[]> {
  if (requests === null) return [];
  const { value } = await api.instant(requests, io.now());
  if (Number.isNaN(value)) return [diagnostic('RUN_NO_REQUESTS', { query: requests })];
  return [];
}
