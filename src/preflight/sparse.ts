import { type Diagnostic, diagnostic, type Place } from '../errors/rollout-error.ts';
import type { PrometheusApi } from '../prometheus/api.ts';
import { formatShort, formatSpoken, type Seconds } from '../text/duration.ts';
import type { Moment } from '../text/time.ts';
import { densestInterval, meanInterval } from './scrape-interval.ts';

/** How far back a query looks for the newest sample, unless the server is set otherwise. */
const LOOKBACK: Seconds = 300;
const DAY: Seconds = 86_400;

interface Subject {
  readonly signal: string;
  readonly query: string;
  readonly at: Moment;
  readonly place: Place;
}

/**
 * The metrics that a query reads without a window and whose samples come farther apart than it looks back:
 * between two of them it has no value.
 */
export async function sparseFaults(
  api: PrometheusApi,
  { signal, query, at, place }: Subject,
): Promise<Diagnostic[]> {
  const { loadPromql } = await import('../text/promql.ts');
  const check = await loadPromql();
  const { bareSelectors } = check(query);
  const found = await Promise.all(
    bareSelectors.map(async (selector) => {
      const interval = await sampleInterval(api, selector, at);
      if (!(interval > LOOKBACK)) return [];
      const params = {
        signal,
        selector,
        interval: formatSpoken(interval),
        age: await ageOfLast(api, selector, at),
        window: formatShort(2 * interval),
      };
      return [diagnostic('PROM_SPARSE', params, place)];
    }),
  );
  return found.flat();
}

/**
 * NaN where it is not known. A metric that was away for a part of the day has few samples too: what counts is
 * where they are densest.
 */
async function sampleInterval(api: PrometheusApi, selector: string, at: Moment): Promise<Seconds> {
  const counted = { selector, at, span: DAY };
  const mean = await meanInterval(api, counted);
  if (!(mean > LOOKBACK)) return mean;
  if (mean > DAY / 2) return Number.NaN; // one sample says nothing of the next
  const part = Math.min(DAY, Math.ceil(4 * mean));
  const densest = await densestInterval(api, counted, { part, step: Math.ceil(mean) });
  const interval = densest < mean / 2 ? densest : mean; // the mean over the day is more exact
  return Math.round(interval);
}

/** How old the newest sample is; undefined where that is less than a query looks back. */
async function ageOfLast(api: PrometheusApi, selector: string, at: Moment): Promise<string | undefined> {
  const last = `max(max_over_time(timestamp(${selector})[${DAY}s:${LOOKBACK}s]))`;
  const { value } = await api.instant(last, at);
  const age = at - value;
  if (!(age >= LOOKBACK)) return undefined;
  return formatSpoken(Math.round(age));
}
