import type { DriverList } from '../../blueprint/renderers/values.ts';
import type { Direction } from '../../rollout/criterion.ts';
import { formatNumber } from '../../text/number.ts';
import { askCriteria, type Scale } from './criteria.ts';
import type { DriverKind } from './driver-kinds.ts';
import { explainThreshold, type Knowledge } from './knowledge.ts';
import { askPercentile } from './percentile.ts';
import type { Prompts } from './prompts.ts';
import { askOwnPromql, askReadyMadePromql, type PromqlContext } from './promql-driver.ts';

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

/** What a driver is asked with. */
export interface DriverContext {
  /** Where the ramp is: latencies are measured there. */
  readonly selectors: readonly unknown[];
  readonly knowledge: Knowledge;
  /** Gets what is answered of a driver before all of it is. */
  readonly onDraft: (driver: AnsweredDriver) => void;
}

type AskDriver = (prompts: Prompts, context: DriverContext) => Promise<AnsweredDriver>;

/** What `?` says of the thresholds of a driver list. */
const explainCriteria =
  (knowledge: Knowledge, list: DriverList, { key }: Scale) =>
  (direction: Direction): string | undefined =>
    explainThreshold(knowledge, `policy.drivers.${list}[].criteria.${direction}`, key);

/** The questions of each kind. */
const QUESTIONS: Readonly<Record<DriverKind, AskDriver>> = {
  async average_latency_drivers(prompts, { selectors, knowledge }) {
    const explain = explainCriteria(knowledge, 'average_latency_drivers', LATENCY);
    const criteria = await askCriteria(prompts, { what: 'the average latency', scale: LATENCY, explain });
    return { list: 'average_latency_drivers', driver: { selectors, criteria } };
  },
  async percentile_latency_drivers(prompts, { selectors, knowledge }) {
    const percentile = await askPercentile(prompts);
    const what = `the p${formatNumber(percentile)} latency`;
    const explain = explainCriteria(knowledge, 'percentile_latency_drivers', LATENCY);
    const criteria = await askCriteria(prompts, { what, scale: LATENCY, explain });
    const driver = { flux_meter: { selectors }, percentile, criteria };
    return { list: 'percentile_latency_drivers', driver };
  },
  async ema_latency_drivers(prompts, { selectors, knowledge }) {
    const what = 'the latency, as a multiple of its average,';
    const explain = explainCriteria(knowledge, 'ema_latency_drivers', MULTIPLE);
    const criteria = await askCriteria(prompts, { what, scale: MULTIPLE, explain });
    return { list: 'ema_latency_drivers', driver: { selectors, criteria } };
  },
  async promql_drivers(prompts, context) {
    const service = serviceOf(context.selectors);
    return {
      list: 'promql_drivers',
      driver: await askReadyMadePromql(prompts, service, promqlContext(context)),
    };
  },
  async own_promql(prompts, context) {
    return { list: 'promql_drivers', driver: await askOwnPromql(prompts, promqlContext(context)) };
  },
};

const promqlContext = ({
  knowledge,
  onDraft,
}: Pick<DriverContext, 'knowledge' | 'onDraft'>): PromqlContext => ({
  knowledge,
  onQuery: (query_string) => onDraft({ list: 'promql_drivers', driver: { query_string } }),
});

/** Asks for one driver of that kind. */
export const askDriver = (
  prompts: Prompts,
  kind: DriverKind,
  context: DriverContext,
): Promise<AnsweredDriver> => QUESTIONS[kind](prompts, context);

/** The first part of the host name of the first service: `checkout.prod.svc` -> `checkout`. */
function serviceOf(selectors: readonly unknown[]): string | undefined {
  const service = (selectors[0] as { service?: unknown } | undefined)?.service;
  return typeof service === 'string' && service !== 'any' ? service.split('.')[0] : undefined;
}
