import type { Plan, Query } from '../../circuit/plan.ts';
import type { Component } from '../../circuit/tree.ts';
import { type Criterion, signOf } from '../../rollout/criterion.ts';
import { driversOf } from '../../rollout/drivers.ts';
import { averagesOf, setpointOf } from '../../rollout/setpoint.ts';
import { formatNumber } from '../../text/number.ts';
import { windowsOf } from '../../text/promql/facts.ts';
import { isMeterQuery } from '../meter-query.ts';
import { count, type Entity, type Trait, time, traitsOf, word } from './entity.ts';

/** The drivers as things, and what speaks for them: the components and flux meters that need not be told of again. */
export interface Drivers {
  readonly entities: readonly Entity[];
  readonly told: ReadonlySet<Component>;
  readonly meters: ReadonlySet<string>;
}

/** Every driver of a plan: what it measures, and the criteria on it. */
export function portrayDrivers(plan: Plan, meters: Readonly<Record<string, unknown>>, rank: number): Drivers {
  const told = new Set<Component>();
  const used = new Set<string>();
  const entities = driversOf(plan).map(({ signal, query_string, criteria }) => {
    const query = plan.queries.find((one) => one.signal === signal)!;
    const meter = meterOf(query_string);
    if (meter !== undefined) used.add(meter);
    for (const part of [query.component, ...criteria.flatMap((criterion) => behind(criterion, plan))])
      told.add(part);
    const measure = [...measureOf(query, plan), ...(meter === undefined ? [] : traitsOf(meters[meter]))];
    const rules = criteria.flatMap((criterion) => criterionTraits(criterion, plan));
    const conditions = criteria.map(
      (criterion) => `${criterion.direction} ${signOf(criterion.operator)} ${thresholdOf(criterion, plan)}`,
    );
    return {
      kind: `driver ${signal.replace(/_\d+$/, '')}`,
      subject: signal,
      likeness: JSON.stringify(measure.map(({ name, value }) => [name, value])),
      rank,
      summary: [isMeterQuery(query_string) ? '' : oneLine(query_string), ...conditions]
        .filter(Boolean)
        .join(', '),
      traits: [...measure, ...rules],
      nameOf: (trait: string) => `${trait} of ${signal}`,
    };
  });
  return { entities, told, meters: used };
}

/** What is measured: for a query that rollout wrote its parts, since names and indices in it follow from the rest. */
function measureOf({ query_string, every, component }: Query, plan: Plan): Trait[] {
  const asked = time('evaluation interval', every * plan.interval);
  const average = averagesOf(component.out.output, plan).flatMap((parameters) => traitsOf(parameters));
  if (!isMeterQuery(query_string)) return [word('query', oneLine(query_string)), asked, ...average];
  const quantile = /^histogram_quantile\(([\d.e-]+),/.exec(query_string)?.[1];
  return [
    ...(quantile === undefined
      ? []
      : [count('percentile', Number((Number(quantile) * 100).toPrecision(12)))]),
    time('window', windowsOf(query_string)[0] ?? 0),
    asked,
    ...average,
  ];
}

function criterionTraits(criterion: Criterion, plan: Plan): Trait[] {
  const { direction, operator, trueFor, falseFor } = criterion;
  const [sign, threshold] = [signOf(operator), thresholdOf(criterion, plan)];
  const waits = Object.entries({ true_for: trueFor, false_for: falseFor }).filter(([, wait]) => wait > 0);
  const details = [
    word(`${direction} operator`, sign),
    word(`${direction} threshold`, threshold),
    ...waits.map(([key, wait]) => time(`${direction} ${key}`, wait)),
  ];
  const head: Trait = { name: direction, value: true, text: `${sign} ${threshold}` };
  return [head, ...details.map((detail) => ({ ...detail, within: direction }))];
}

function thresholdOf(criterion: Criterion, plan: Plan): string {
  if (criterion.threshold !== undefined) return formatNumber(criterion.threshold);
  const setpoint = setpointOf(criterion, plan);
  if (!setpoint?.average || setpoint.factor?.signal !== undefined) return criterion.rhs ?? '';
  return `${formatNumber(setpoint.factor?.constant ?? Number.NaN)} x average`;
}

function behind(criterion: Criterion, plan: Plan): Component[] {
  const setpoint = setpointOf(criterion, plan);
  return setpoint?.average
    ? [criterion.component, setpoint.product, setpoint.average]
    : [criterion.component];
}

const meterOf = (query: string): string | undefined =>
  isMeterQuery(query) ? /flux_meter_name="([^"]*)"/.exec(query)?.[1] : undefined;

const oneLine = (query: string): string => query.trim().replace(/\s+/g, ' ');
