import { formatSeconds, parseDuration } from '../text/duration.ts';

/** A flux meter by its full name, and the policy that has it. */
export interface Meter {
  readonly name: string;
  readonly policy: string;
}

/** What the query of a latency driver measures; `percentile` is undefined for an average. */
export interface MeterQuery {
  readonly meter: string | undefined;
  readonly percentile: number | undefined;
}

/** The query for the average latency over a window (`30s`): of all requests in it, or of their rates. */
export const averageQuery = (change: Change, meter: Meter, window: string): string =>
  averageText(change, labelsOf(meter), rangeOf(window));

/** The query for a percentile (`95`) of the latency over a window (`30s`). */
export const percentileQuery = (percentile: number, meter: Meter, window: string): string =>
  percentileText(String(rounded(percentile / 100)), labelsOf(meter), rangeOf(window));

/** What a query measures that `averageQuery` or `percentileQuery` wrote; undefined for any other. */
export function readMeterQuery(query: string): MeterQuery | undefined {
  const found = PATTERNS.map((pattern) => pattern.exec(query)).find((match) => match !== null);
  if (!found) return undefined;
  const quantile = found.groups?.quantile;
  return {
    meter: METER_NAME.exec(query)?.[1],
    percentile: quantile === undefined ? undefined : rounded(Number(quantile) * 100),
  };
}

/** Whether a query was written for a latency driver: right by construction, and never negative. */
export const isMeterQuery = (query: string): boolean => readMeterQuery(query) !== undefined;

type Change = 'increase' | 'rate';

const averageText = (change: Change, labels: string, range: string): string => {
  const total = (metric: string) => `sum(${change}(${metric}{${labels}}[${range}]))`;
  return `${total('flux_meter_sum')}/${total('flux_meter_count')}`;
};

const percentileText = (quantile: string, labels: string, range: string): string =>
  `histogram_quantile(${quantile}, sum(rate(flux_meter_bucket{${labels}}[${range}])) by (le))`;

const labelsOf = ({ name, policy }: Meter): string =>
  `flow_status="OK", flux_meter_name="${name}", policy_name="${policy}"`;

const METER_NAME = /flux_meter_name="([^"]*)"/;

/** A word for each hole of a query, and what may fill it. */
const HOLES = { QUANTILE: '(?<quantile>[\\d.e-]+)', LABELS: '[^{}]*', RANGE: '\\w+' } as const;

const PATTERNS: readonly RegExp[] = [
  averageText('increase', 'LABELS', 'RANGE'),
  averageText('rate', 'LABELS', 'RANGE'),
  percentileText('QUANTILE', 'LABELS', 'RANGE'),
].map((text) => {
  const escaped = text.replace(/[()[\]{}]/g, '\\$&');
  return new RegExp(
    `^${escaped.replace(/QUANTILE|LABELS|RANGE/g, (hole) => HOLES[hole as keyof typeof HOLES])}$`,
  );
});

/** 0.95: twelve significant digits, without what binary fractions add. */
const rounded = (value: number): number => Number(value.toPrecision(12));

/** A duration as PromQL takes it in a range: whole seconds or milliseconds. */
function rangeOf(window: string): string {
  const seconds = parseDuration(window) ?? 0;
  return Number.isInteger(seconds) ? formatSeconds(seconds) : `${Math.max(1, Math.round(seconds * 1000))}ms`;
}
