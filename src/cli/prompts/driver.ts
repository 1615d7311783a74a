import {
  type ExporterName,
  exporters,
  MEASURES,
  type Measure,
  readyMade,
} from '../../blueprint/ready-made.ts';
import type { DriverList } from '../../blueprint/renderers/values.ts';
import { formatNumber } from '../../text/number.ts';
import type { Ask, Choice } from './ask.ts';
import { doubtsOf, isGiven, isPercentile, isQuery, isRange, pointAt, readNumber } from './checks.ts';
import { askCriteria, type Scale } from './criteria.ts';
import { wrapWords } from './wrap-words.ts';

/** A driver as values hold it, and the list it belongs to. */
export interface AskedDriver {
  readonly list: DriverList;
  readonly driver: Readonly<Record<string, unknown>>;
}

type Sort = DriverList | 'own';

const SORTS: readonly (Choice<Sort> & { readonly list: DriverList })[] = [
  {
    value: 'average_latency_drivers',
    list: 'average_latency_drivers',
    title: 'Average latency',
    more: 'of the requests at a control point, measured by the agents',
  },
  {
    value: 'percentile_latency_drivers',
    list: 'percentile_latency_drivers',
    title: 'Percentile latency',
    more: 'such as the 95th percentile, measured by the agents',
  },
  {
    value: 'ema_latency_drivers',
    list: 'ema_latency_drivers',
    title: 'Latency against its own moving average',
    more: 'no threshold to know beforehand',
  },
  {
    value: 'promql_drivers',
    list: 'promql_drivers',
    title: 'A metric you have: errors or latency',
    more: 'ready-made PromQL for OpenTelemetry, Istio, Envoy, NGINX, gRPC, client libraries',
  },
  {
    value: 'own',
    list: 'promql_drivers',
    title: 'A PromQL query of your own',
    more: 'checked as you type it',
  },
];

const LATENCY: Scale = { unit: 'ms', lowIsGood: true, key: 'threshold', operator: false, fallback: {} };
const MULTIPLE: Scale = {
  unit: 'x',
  lowIsGood: true,
  key: 'latency_tolerance_multiplier',
  operator: false,
  fallback: { forward: '1.05', reset: '1.25' },
};

/** The sorts of driver a blueprint takes, as choices. */
export const driverChoices = (lists: readonly string[]): readonly Choice<Sort>[] =>
  SORTS.filter(({ list }) => lists.includes(list));

/** Asks for one driver; latencies are measured at `selectors`, where the ramp is. */
export async function askDriver(ask: Ask, sort: Sort, selectors: readonly unknown[]): Promise<AskedDriver> {
  switch (sort) {
    case 'average_latency_drivers':
      return {
        list: sort,
        driver: { selectors, criteria: await askCriteria(ask, 'the average latency', LATENCY) },
      };
    case 'percentile_latency_drivers': {
      const percentile = await askPercentile(ask);
      const criteria = await askCriteria(ask, `the p${formatNumber(percentile)} latency`, LATENCY);
      return { list: sort, driver: { flux_meter: { selectors }, percentile, criteria } };
    }
    case 'ema_latency_drivers':
      return {
        list: sort,
        driver: {
          selectors,
          criteria: await askCriteria(ask, 'the latency, as a multiple of its average,', MULTIPLE),
        },
      };
    case 'promql_drivers':
      return { list: sort, driver: await askReadyMade(ask, serviceOf(selectors)) };
    case 'own':
      return { list: 'promql_drivers', driver: await askOwn(ask) };
  }
}

async function askPercentile(ask: Ask): Promise<number> {
  const answer = await ask.text({ message: 'Which percentile', fallback: '95', check: isPercentile });
  return readNumber(answer.replace(/^p/, ''))!;
}

async function askReadyMade(ask: Ask, service: string): Promise<AskedDriver['driver']> {
  const names = Object.keys(exporters) as ExporterName[];
  const name = await ask.choose(
    'Where do the metrics come from',
    names.map((value) => ({ value, title: exporters[value].title })),
  );
  const measure = await ask.choose(
    'What decides',
    (Object.keys(MEASURES) as Measure[]).map((value) => ({
      value,
      title: `${MEASURES[value].title}, in ${MEASURES[value].unit}`,
    })),
  );
  const { label, example } = exporters[name];
  const of = await ask.text({
    message: `Which ${label}`,
    ...(service ? { fallback: service } : {}),
    check: isGiven(example),
  });
  const percentile = measure === 'latency' ? await askPercentile(ask) : undefined;
  const window = await ask.text({ message: 'Over the last', fallback: '5m', check: isRange });
  const query_string = readyMade(name, {
    measure,
    of,
    window,
    ...(percentile === undefined ? {} : { percentile }),
  });
  ask.say(ask.paint.dim(wrapWords(query_string, ask.columns - 1)));
  const what = measure === 'latency' ? `the p${formatNumber(percentile!)} latency` : 'the error rate';
  const fallback = measure === 'latency' ? {} : { forward: '1', reset: '5' };
  const scale: Scale = {
    unit: MEASURES[measure].unit,
    lowIsGood: true,
    key: 'threshold',
    operator: true,
    fallback,
  };
  return { query_string, criteria: await askCriteria(ask, what, scale) };
}

async function askOwn(ask: Ask): Promise<AskedDriver['driver']> {
  const query_string = await askQuery(ask);
  const good = await ask.choose('Good values of it are', [
    { value: 'low', title: 'low', more: 'errors, latency, load' },
    { value: 'high', title: 'high', more: 'conversions, success rate' },
  ]);
  const scale: Scale = {
    unit: '',
    lowIsGood: good === 'low',
    key: 'threshold',
    operator: true,
    fallback: {},
  };
  return { query_string, criteria: await askCriteria(ask, 'it', scale) };
}

/** A query that is one; what is doubtful about it is shown and may be kept. */
async function askQuery(ask: Ask): Promise<string> {
  for (;;) {
    const query = await ask.text({ message: 'PromQL', check: isQuery });
    const doubts = await doubtsOf(query);
    if (doubts.length === 0) return query;
    for (const doubt of doubts) ask.say(ask.paint.yellow(pointAt(query, doubt)));
    if (await ask.confirm('Use it all the same', false)) return query;
  }
}

/** The first part of the host name of the first service: `checkout.prod.svc` -> `checkout`. */
function serviceOf(selectors: readonly unknown[]): string {
  const service = (selectors[0] as { service?: unknown } | undefined)?.service;
  return typeof service === 'string' && service !== 'any' ? service.split('.')[0]! : '';
}
