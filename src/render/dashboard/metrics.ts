import type { Column, Plan } from '../../circuit/plan.ts';
import { signalName } from '../../circuit/tree.ts';

/** Label -> value; written in alphabetical order. */
export type Filters = Readonly<Record<string, string>>;

/** A compiled policy and the labels that single out its metrics. */
export interface PolicyMetrics {
  readonly plan: Plan;
  readonly filters: Filters;
}

const WINDOW = '[$__rate_interval]';

/** `{a="x",b="y"}` with every value quoted so that PromQL reads it back as it was. */
export const selector = (filters: Filters): string =>
  `{${Object.keys(filters)
    .sort()
    .map((label) => `${label}="${escaped(filters[label]!)}"`)
    .join(',')}}`;

/** Requests per second that the sampler let through or turned away. */
export const throughput = (filters: Filters): string =>
  `rate(sampler_counter_total${selector(filters)}${WINDOW})`;

/** The mean reading of a signal in each window. */
export const meanReading = (filters: Filters): string =>
  `increase(signal_reading_sum${selector(filters)}${WINDOW}) / increase(signal_reading_count${selector(filters)}${WINDOW})`;

/**
 * 1 where a true-or-false signal was true at any time in the window, 0 where it never was, nothing where it
 * was invalid.
 */
export const everTrue = (filters: Filters): string =>
  `increase(signal_reading_sum${selector(filters)}${WINDOW}) > bool 0`;

/** The valid share of a signal's readings, in percent. */
export function validShare(filters: Filters): string {
  const valid = `(sum(rate(signal_reading_count${selector(filters)}${WINDOW})) or vector(0))`;
  const invalid = `(sum(rate(invalid_signal_readings_total${selector(filters)}${WINDOW})) or vector(0))`;
  return `100 * ${valid} / (${valid} + ${invalid})`;
}

/** The labels that single out one signal of the circuit. */
export function ofSignal({ key }: Pick<Column, 'key'>): Filters {
  return { signal_name: signalName(key), sub_circuit_id: key.slice(0, key.indexOf('/')) };
}

const escaped = (value: string): string =>
  value.replace(/\\/g, '\\\\').replace(/"/g, '\\"').replace(/\n/g, '\\n');
