import type { DriverList } from '../../blueprint/renderers/values.ts';
import { formatNumber } from '../../text/number.ts';
import { askCriteria, type Scale } from './criteria.ts';
import type { DriverKind } from './driver-kinds.ts';
import { askPercentile } from './percentile.ts';
import type { Prompts } from './prompts.ts';
import { askOwnPromql, askReadyMadePromql } from './promql-driver.ts';

/** A driver as values hold it, and the list it belongs to. */
export interface AnsweredDriver {
  readonly list: DriverList;
  readonly driver: Readonly<Record<string, unknown>>;
}

const LATENCY: Scale = { unit: 'ms', isLowGood: true, key: 'threshold', hasOperator: false };
const MULTIPLE: Scale = {
  unit: 'x',
  isLowGood: true,
  key: 'latency_tolerance_multiplier',
  hasOperator: false,
  fallback: { forward: '1.05', reset: '1.25' },
};

type AskDriver = (prompts: Prompts, selectors: readonly unknown[]) => Promise<AnsweredDriver>;

/** The questions of each kind; latencies are measured at `selectors`, where the ramp is. */
const QUESTIONS: Readonly<Record<DriverKind, AskDriver>> = {
  async average_latency_drivers(prompts, selectors) {
    const criteria = await askCriteria(prompts, 'the average latency', LATENCY);
    return { list: 'average_latency_drivers', driver: { selectors, criteria } };
  },
  async percentile_latency_drivers(prompts, selectors) {
    const percentile = await askPercentile(prompts);
    const criteria = await askCriteria(prompts, `the p${formatNumber(percentile)} latency`, LATENCY);
    const driver = { flux_meter: { selectors }, percentile, criteria };
    return { list: 'percentile_latency_drivers', driver };
  },
  async ema_latency_drivers(prompts, selectors) {
    const criteria = await askCriteria(prompts, 'the latency, as a multiple of its average,', MULTIPLE);
    return { list: 'ema_latency_drivers', driver: { selectors, criteria } };
  },
  async promql_drivers(prompts, selectors) {
    return { list: 'promql_drivers', driver: await askReadyMadePromql(prompts, serviceOf(selectors)) };
  },
  async own_promql(prompts) {
    return { list: 'promql_drivers', driver: await askOwnPromql(prompts) };
  },
};

/** Asks for one driver of that kind. */
export const askDriver = (
  prompts: Prompts,
  kind: DriverKind,
  selectors: readonly unknown[],
): Promise<AnsweredDriver> => QUESTIONS[kind](prompts, selectors);

/** The first part of the host name of the first service: `checkout.prod.svc` -> `checkout`. */
function serviceOf(selectors: readonly unknown[]): string | undefined {
  const service = (selectors[0] as { service?: unknown } | undefined)?.service;
  return typeof service === 'string' && service !== 'any' ? service.split('.')[0] : undefined;
}
