import type { PrometheusApi } from '../prometheus/api.ts';
import { formatSpoken, parseDuration, type Seconds } from '../text/duration.ts';
import type { Moment } from '../text/time.ts';

/** One `metric{...}[window]` of a query. */
export interface Window {
  readonly selector: string;
  readonly window: Seconds;
}

const STRING = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`[^`]*`/.source;
const RANGE = new RegExp(`([a-zA-Z_:][\\w:]*)?(\\{(?:[^"'\`{}]|${STRING})*\\})? ?\\[ ?([0-9a-z]+) ?\\]`, 'g');

/** The windows over plain selectors of a query; those of subqueries have a step of their own. */
export function windowsOf(query: string): Window[] {
  const windows: Window[] = [];
  for (const [, name = '', labels = '', text = ''] of query.matchAll(RANGE)) {
    const window = parseDuration(text);
    if (window && name + labels !== '') windows.push({ selector: name + labels, window });
  }
  return windows;
}

const SAMPLES = 20;
const SHORTEST: Seconds = 600;
const LONGEST: Seconds = 86_400;
const TOLERANCE = 0.95;
/** The samples are densest over so many windows. */
const WINDOWS = 4;

/** A window that holds fewer than two samples. */
export interface ShortWindow extends Window {
  readonly scrape: string;
}

/** The windows of a query that are under two scrapes; how often samples come is counted in the data before `at`. */
export async function shortWindows(api: PrometheusApi, query: string, at: Moment): Promise<ShortWindow[]> {
  const checked = await Promise.all(windowsOf(query).map((window) => check(api, window, at)));
  return checked.filter((window) => window !== undefined);
}

async function check(
  api: PrometheusApi,
  { selector, window }: Window,
  at: Moment,
): Promise<ShortWindow | undefined> {
  const span = Math.min(LONGEST, Math.max(SHORTEST, Math.ceil(window * SAMPLES)));
  const isShort = (scrape: Seconds) => scrape * 2 * TOLERANCE > window;
  const { value: samples } = await api.instant(`max(count_over_time(${selector}[${span}s]))`, at);
  const usual = span / samples;
  if (!isShort(usual)) return undefined;
  // A metric that is new, or was away for a while, has few samples too: where they are densest they tell how often they come.
  const [part, step] = [Math.ceil(window * WINDOWS), Math.ceil(window)];
  const densest = `max(max_over_time(count_over_time(${selector}[${part}s])[${span}s:${step}s]))`;
  const { value: most } = await api.instant(densest, at);
  const least = part / most;
  if (!isShort(least)) return undefined;
  const scrape = least < usual / 2 ? least : usual; // over a long span they are counted best
  return { selector, window, scrape: formatSpoken(Math.max(1, Math.round(scrape))) };
}
