import type { Plan } from '../../circuit/plan.ts';
import type { Frozen } from '../../control/state/frozen.ts';
import { throwIfErrors } from '../../errors/rollout-error.ts';
import { checkQueries } from '../../preflight/check-queries.ts';
import { dayBefore } from '../../preflight/period.ts';
import type { PrometheusApi } from '../../prometheus/connect.ts';
import { LateApi } from '../../prometheus/late-api.ts';
import { type ConnectionRequest, connectTo } from '../connection.ts';
import type { IO } from '../io.ts';
import type { LoadedPolicy } from '../load-policy.ts';

/** As of every other connection. */
const MIN_CONCURRENCY = 4;

/** A policy, to be asked for. */
export interface Asked {
  readonly plan: Plan;
  readonly loaded: LoadedPolicy;
}

/**
 * The server of a rollout. Before the first run its queries are tried: throws what connecting throws, and those that can
 * never work. Later it may be away: the run goes on and holds.
 */
export async function serverOf(
  { prometheus }: Frozen,
  { plan, loaded, isFirst }: Asked & { readonly isFirst: boolean },
  io: IO,
): Promise<LateApi> {
  const url = prometheus?.url ?? '';
  const to = requestTo(url, prometheus?.http_config_file ?? undefined);
  // None of its queries, each under way once, and none of the counts of its requests waits for another.
  const request = { ...to, concurrency: Math.max(MIN_CONCURRENCY, plan.queries.length + 1) };
  if (!isFirst || plan.queries.length === 0) return new LateApi(url, () => connectTo(request, io));
  const api = await connectTo(request, io);
  await tryQueries(api, { plan, loaded }, io).catch((problem) => {
    api.close();
    throw problem;
  });
  return new LateApi(url, async () => api);
}

/** Of the frozen settings of a server. */
export const requestTo = (url: string, httpConfigFile: string | undefined): ConnectionRequest => ({
  url,
  httpConfigFile,
  isPrivate: true,
  headers: undefined,
  timeout: undefined,
  retries: undefined,
  concurrency: undefined,
  allowPartial: undefined,
});

async function tryQueries(api: PrometheusApi, { plan, loaded }: Asked, io: IO): Promise<void> {
  const period = dayBefore(io.now(), plan.interval);
  const checked = await checkQueries([{ plan, placeOf: loaded.placeOf }], {
    api,
    period,
    missing: 'warning',
  });
  io.report(throwIfErrors(checked.diagnostics));
}
