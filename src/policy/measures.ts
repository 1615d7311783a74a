import type { Measure, Plan, Query } from '../circuit/plan.ts';
import { readMeterQuery } from './meter-query.ts';
import { MEASURES, readReadyMade } from './ready-made.ts';

/** What the values say of a driver; with `query`, of this query alone. */
export interface DriverTitle {
  readonly title?: string;
  readonly unit?: string;
  readonly query?: string;
}

/** By the signal of the driver's query. */
export type DriverTitles = ReadonlyMap<string, DriverTitle>;

/**
 * A plan whose queries say what they measure: by the title and unit of their driver, else by the template that wrote
 * them. What is neither has no measure.
 */
export function withMeasures(plan: Plan, titles: DriverTitles = NO_TITLES): Plan {
  const queries = plan.queries.map((query) => ({
    ...query,
    measure: measureOf(query, titles.get(query.signal)),
  }));
  return { ...plan, queries };
}

const NO_TITLES: DriverTitles = new Map();

function measureOf({ signal, query_string }: Query, given: DriverTitle = {}): Measure | undefined {
  const written = writtenMeasure(query_string);
  const isOfAnother = given.query !== undefined && given.query !== query_string;
  const { title, unit } = isOfAnother ? NOTHING : given;
  if (!written && title === undefined && unit === undefined) return undefined;
  return { title: title ?? written?.title ?? signal, unit: unit ?? written?.unit ?? '' };
}

const NOTHING: DriverTitle = {};

/** What a query measures that a template wrote. */
function writtenMeasure(query: string): Measure | undefined {
  const meter = readMeterQuery(query);
  if (meter) return latencyMeasure(meter.percentile);
  const known = readReadyMade(query);
  if (known?.measure === 'latency') return latencyMeasure(known.percentile);
  return known && { title: 'error rate', unit: MEASURES[known.measure].unit };
}

const latencyMeasure = (percentile: number | undefined): Measure => ({
  title: percentile === undefined ? 'average latency' : `p${percentile} latency`,
  unit: 'ms',
});
