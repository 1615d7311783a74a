import type { Plan } from '../../circuit/plan.ts';
import { signalName } from '../../circuit/tree.ts';
import { type Criterion, comparisonText, DIRECTIONS, type Direction } from '../../rollout/criterion.ts';
import { type Driver, driversOf } from '../../rollout/drivers.ts';
import { type Ramp, rampOf } from '../../rollout/ramp.ts';
import { formatNumber } from '../../text/number.ts';
import { everTrue, type Filters, meanReading, ofSignal, throughput, validShare } from './metrics.ts';
import { type Panel, type Target, timeline, timeseries } from './panel.ts';
import { criteriaThresholds, DIRECTION_COLOURS, stepThresholds } from './thresholds.ts';

/** Fixed, so that an added driver moves no other panel's id. */
const IDS = { throughput: 1, accept: 2, decisions: 3, validity: 4, firstQuery: 100 } as const;

/** What a policy has to show: its ramp, every query, and how valid they were. */
export function panelsOf(plan: Plan, filters: Filters): Panel[] {
  const ramp = rampOf(plan);
  const drivers = driversOf(plan);
  return [
    ...(ramp ? rampPanels(ramp, plan, filters) : []),
    ...drivers.map((driver, i) => queryPanel(driver, IDS.firstQuery + i, plan, filters)),
    ...validityPanel(drivers, plan, filters),
  ];
}

function rampPanels(ramp: Ramp, plan: Plan, filters: Filters): Panel[] {
  const percentages = ramp.steps.map(({ target }) => target);
  const accept = { ...filters, signal_name: signalName(ramp.columns.accept) };
  const decisions = DIRECTIONS.flatMap((direction) => decisionTarget(ramp, direction, plan, filters));
  return [
    timeseries(
      {
        id: IDS.throughput,
        title: 'Throughput - Accept/Reject',
        description: 'Requests per second by decision of the sampler.',
        width: 12,
        unit: 'reqps',
      },
      [{ expr: throughput(filters), legend: '__auto' }],
    ),
    timeseries(
      {
        id: IDS.accept,
        title: 'Accept Percentage',
        description: `Steps of the ramp: ${percentages.map((percentage) => `${formatNumber(percentage)} %`).join(', ')}.`,
        width: 12,
        unit: 'percent',
        min: 0,
        max: 100,
        thresholds: stepThresholds(percentages),
        thresholdsStyle: 'dashed',
        step: true,
      },
      [{ expr: meanReading(accept), legend: 'accept percentage' }],
    ),
    ...(decisions.length > 0
      ? [
          timeline(
            {
              id: IDS.decisions,
              title: 'Decisions',
              description:
                'What the ramp was told: a stretch is coloured where the signal was true. Reset wins; forward and backward together hold.',
              width: 24,
            },
            decisions,
          ),
        ]
      : []),
  ];
}

function decisionTarget(ramp: Ramp, direction: Direction, plan: Plan, filters: Filters): Target[] {
  const column = plan.columns.find(({ key }) => key === ramp.keys[direction]);
  return column
    ? [
        {
          expr: everTrue({ ...filters, ...ofSignal(column) }),
          legend: column.name,
          color: DIRECTION_COLOURS[direction],
        },
      ]
    : [];
}

function queryPanel(
  { signal, query_string, criteria }: Driver,
  id: number,
  plan: Plan,
  filters: Filters,
): Panel {
  return timeseries(
    {
      id,
      title: `Query for ${signal}`,
      description: criteria.map(sentence).join(' '),
      width: 12,
      thresholds: criteriaThresholds(criteria),
      thresholdsStyle: criteria.some(({ threshold }) => threshold !== undefined) ? 'line+area' : 'off',
    },
    [{ expr: query_string, legend: signal }, ...comparedSignals(signal, criteria, plan, filters)],
  );
}

/** Signals the query is compared through or with (a moving average, a setpoint), as lines of their own. */
function comparedSignals(
  signal: string,
  criteria: readonly Criterion[],
  plan: Plan,
  filters: Filters,
): Target[] {
  const colours = new Map<string, string | undefined>();
  for (const { lhs, rhs, direction } of criteria) {
    if (lhs !== signal) colours.set(lhs, colours.get(lhs));
    if (rhs !== undefined && rhs !== signal) colours.set(rhs, DIRECTION_COLOURS[direction]);
  }
  return [...colours].flatMap(([name, color]) => {
    const column = plan.columns.find((one) => one.name === name);
    return column ? [{ expr: meanReading({ ...filters, ...ofSignal(column) }), legend: name, color }] : [];
  });
}

function validityPanel(drivers: readonly Driver[], plan: Plan, filters: Filters): Panel[] {
  const targets = drivers.flatMap(({ signal }) => {
    const column = plan.columns.find(({ name }) => name === signal);
    return column ? [{ expr: validShare({ ...filters, ...ofSignal(column) }), legend: signal }] : [];
  });
  if (targets.length === 0) return [];
  const looks = {
    id: IDS.validity,
    title: 'Signal Validity',
    description: 'The share of readings that were valid. An invalid reading meets no criterion.',
    width: 24,
    unit: 'percent',
    min: 0,
    max: 100,
  } as const;
  return [timeseries(looks, targets)];
}

function sentence(criterion: Criterion): string {
  const verb = { forward: 'Forward', backward: 'Backward', reset: 'Reset' }[criterion.direction];
  return `${verb} when ${criterion.lhs} ${comparisonText(criterion)}.`;
}
