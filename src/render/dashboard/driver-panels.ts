import type { Column, Plan } from '../../circuit/plan.ts';
import type { Criterion } from '../../rollout/criterion.ts';
import type { Driver } from '../../rollout/drivers.ts';
import { comparedText } from '../sentence/criterion.ts';
import { meanReading, ofSignal, type PolicyMetrics, validShare } from './metrics.ts';
import type { Panel, Target } from './panel.ts';
import { criteriaThresholds, DIRECTION_COLOURS } from './thresholds.ts';
import { timeseries } from './timeseries.ts';

const VALIDITY_ID = 4;

const VERBS = { forward: 'Forward', backward: 'Backward', reset: 'Reset' } as const;

/** A driver as a panel shows it: where it stands, and what gives its readings and those it is compared with. */
export interface DriverSource {
  readonly id: number;
  readonly plan: Plan;
  readonly query: string;
  readonly signal: (column: Column) => string;
}

/** A query of a policy with the thresholds of its criteria. */
export const queryPanel = (driver: Driver, id: number, { plan, filters }: PolicyMetrics): Panel =>
  driverPanel(driver, {
    id,
    plan,
    query: driver.query_string,
    signal: (column) => meanReading({ ...filters, ...ofSignal(column) }),
  });

/** What a driver reads, with the thresholds of its criteria. */
export function driverPanel(driver: Driver, source: DriverSource): Panel {
  const { signal, measure, criteria } = driver;
  const { id, plan, query } = source;
  const hasThreshold = criteria.some(({ threshold }) => threshold !== undefined);
  return timeseries(
    {
      id,
      title: measure.title === signal ? `Query for ${signal}` : `${capitalised(measure.title)} (${signal})`,
      description: criteria.map((one) => criterionSentence(one, plan)).join(' '),
      width: 12,
      thresholds: criteriaThresholds(criteria),
      unit: grafanaUnit(measure.unit),
      thresholdsStyle: hasThreshold ? 'line+area' : 'off',
    },
    [{ expr: query, legend: signal }, ...comparedSignals(driver, source)],
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
function comparedSignals({ signal, criteria }: Driver, { plan, signal: exprOf }: DriverSource): Target[] {
  const colours = new Map<string, string | undefined>();
  for (const { lhs, rhs, direction } of criteria) {
    if (lhs !== signal) colours.set(lhs, colours.get(lhs));
    if (rhs !== undefined && rhs !== signal) colours.set(rhs, DIRECTION_COLOURS[direction]);
  }
  return [...colours].flatMap(([name, color]) => {
    const column = plan.columns.find((one) => one.name === name);
    if (!column) return [];
    return [{ expr: exprOf(column), legend: name, color }];
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
