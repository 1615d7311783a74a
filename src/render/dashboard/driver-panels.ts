import type { Plan } from '../../circuit/plan.ts';
import type { Criterion } from '../../rollout/criterion.ts';
import type { Driver } from '../../rollout/drivers.ts';
import { comparedText } from '../sentence/criterion.ts';
import { meanReading, ofSignal, type PolicyMetrics, validShare } from './metrics.ts';
import type { Panel, Target } from './panel.ts';
import { criteriaThresholds, DIRECTION_COLOURS } from './thresholds.ts';
import { timeseries } from './timeseries.ts';

const VALIDITY_ID = 4;

const VERBS = { forward: 'Forward', backward: 'Backward', reset: 'Reset' } as const;

/** A query with the thresholds of its criteria. */
export function queryPanel(driver: Driver, id: number, policy: PolicyMetrics): Panel {
  const { signal, query_string, measure, criteria } = driver;
  const hasThreshold = criteria.some(({ threshold }) => threshold !== undefined);
  return timeseries(
    {
      id,
      title: measure.title === signal ? `Query for ${signal}` : `${capitalised(measure.title)} (${signal})`,
      description: criteria.map((one) => criterionSentence(one, policy.plan)).join(' '),
      width: 12,
      thresholds: criteriaThresholds(criteria),
      unit: grafanaUnit(measure.unit),
      thresholdsStyle: hasThreshold ? 'line+area' : 'off',
    },
    [{ expr: query_string, legend: signal }, ...comparedSignals(driver, policy)],
  );
}

const criterionSentence = (criterion: Criterion, plan: Plan): string =>
  `${VERBS[criterion.direction]} when ${comparedText(criterion, plan)}.`;

const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** What Grafana calls a unit; one that it has no name for stands behind the number. */
function grafanaUnit(unit: string): string | undefined {
  if (unit === '') return undefined;
  return GRAFANA_UNITS.get(unit) ?? `suffix: ${unit}`;
}

const GRAFANA_UNITS: ReadonlyMap<string, string> = new Map([
  ['%', 'percent'],
  ['ms', 'ms'],
  ['s', 's'],
  ['req/s', 'reqps'],
]);

/** Signals the query is compared through or with (a moving average, a setpoint), as lines of their own. */
function comparedSignals({ signal, criteria }: Driver, { plan, filters }: PolicyMetrics): Target[] {
  const colours = new Map<string, string | undefined>();
  for (const { lhs, rhs, direction } of criteria) {
    if (lhs !== signal) colours.set(lhs, colours.get(lhs));
    if (rhs !== undefined && rhs !== signal) colours.set(rhs, DIRECTION_COLOURS[direction]);
  }
  return [...colours].flatMap(([name, color]) => {
    const column = plan.columns.find((one) => one.name === name);
    if (!column) return [];
    return [{ expr: meanReading({ ...filters, ...ofSignal(column) }), legend: name, color }];
  });
}

/** The valid share of every query; no panel where there is none. */
export function validityPanel(drivers: readonly Driver[], { plan, filters }: PolicyMetrics): Panel[] {
  const targets = drivers.flatMap(({ signal }) => {
    const column = plan.columns.find(({ name }) => name === signal);
    if (!column) return [];
    return [{ expr: validShare({ ...filters, ...ofSignal(column) }), legend: signal }];
  });
  if (targets.length === 0) return [];
  const options = {
    id: VALIDITY_ID,
    title: 'Signal Validity',
    description: 'The share of readings that were valid. An invalid reading meets no criterion.',
    width: 24,
    unit: 'percent',
    min: 0,
    max: 100,
  } as const;
  return [timeseries(options, targets)];
}
