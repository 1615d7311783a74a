import type { PrometheusApi } from '../prometheus/api.ts';
import { formatSpoken, parseDuration, type Seconds } from '../text/duration.ts';
import type { Moment } from '../text/time.ts';
import { densestInterval, meanInterval } from './scrape-interval.ts';

/** One `metric{...}[window]` of a query. */
export interface Window {
  readonly selector: string;
  readonly window: Seconds;
}

const STRING = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`[^`]*`/.source;
const RANGE = new RegExp(`([a-zA-Z_:][\\w:]*)?(\\{(?:[^"'\`{}]|${STRING})*\\})? ?\\[ ?([0-9a-z]+) ?\\]`, 'g');

/** The windows over plain selectors of a query; not those of subqueries, which have a step of their own. */
export function windowsOf(query: string): Window[] {
  const windows: Window[] = [];
  for (const [, name = '', labels = '', text = ''] of query.matchAll(RANGE)) {
    const window = parseDuration(text);
    if (window && name + labels !== '') windows.push({ selector: name + labels, window });
  }
  return windows;
}

/** Samples are counted over a span of this many windows, within its limits. */
const COUNTED_WINDOWS = 20;
const MIN_COUNTED_SPAN: Seconds = 600;
const MAX_COUNTED_SPAN: Seconds = 86_400;
/** The part of that span in which samples are densest is this many windows long. */
const DENSE_WINDOWS = 4;
/** A scrape is never quite on time. */
const TOLERANCE = 0.95;

/** A window that holds fewer than two samples; `scrape` is how often they come, `15 s`. */
export interface ShortWindow extends Window {
  readonly scrape: string;
}

/**
 * The windows of a query that are shorter than two scrapes; the scrape interval is counted in the samples
 * before `at`.
 */
export async function shortWindows(api: PrometheusApi, query: string, at: Moment): Promise<ShortWindow[]> {
  const checked = await Promise.all(windowsOf(query).map((window) => check(api, window, at)));
  return checked.filter((window) => window !== undefined);
}

/**
 * A metric that is new, or was away for a while, has few samples too. So a window that is too short by the
 * mean over the span must also be too short where samples are densest.
 */
async function check(api: PrometheusApi, window: Window, at: Moment): Promise<ShortWindow | undefined> {
  const counted = { selector: window.selector, at, span: countedSpan(window) };
  const mean = await meanInterval(api, counted);
  if (!isShort(window, mean)) return undefined;
  const part = Math.ceil(window.window * DENSE_WINDOWS);
  const densest = await densestInterval(api, counted, { part, step: Math.ceil(window.window) });
  if (!isShort(window, densest)) return undefined;
  const scrape = densest < mean / 2 ? densest : mean; // the mean over the long span is more exact
  return { ...window, scrape: formatSpoken(Math.max(1, Math.round(scrape))) };
}

const isShort = ({ window }: Window, scrape: Seconds): boolean => scrape * 2 * TOLERANCE > window;

const countedSpan = ({ window }: Window): Seconds =>
  Math.min(MAX_COUNTED_SPAN, Math.max(MIN_COUNTED_SPAN, Math.ceil(window * COUNTED_WINDOWS)));
