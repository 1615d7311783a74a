import type { Plan } from '../../circuit/plan.ts';
import type { Component } from '../../circuit/tree.ts';
import { type Criterion, signOf } from '../../rollout/criterion.ts';
import type { Driver } from '../../rollout/drivers.ts';
import { namedMeasure } from '../../rollout/measure.ts';
import { averagesOf, setpointOf } from '../../rollout/setpoint.ts';
import { formatNumber, withUnit } from '../../text/number.ts';
import { windowsOf } from '../../text/promql/facts.ts';
import { isMeterQuery, readMeterQuery } from '../meter-query.ts';
import { type Field, fieldsOf, numberField, textField, timeField } from './field.ts';
import type { Part } from './part.ts';

/** A driver: what it measures, and the criteria on it. It is the same where it measures the same. */
export function driverPart(driver: Driver, meters: Readonly<Record<string, unknown>>, plan: Plan): Part {
  const { signal, query_string, criteria } = driver;
  const measure = [...measureFields(driver, plan), ...fieldsOf(meters[meterOf(driver) ?? ''])];
  const conditions = criteria.map(
    (criterion) =>
      `${criterion.direction} ${signOf(criterion.operator)} ${thresholdText(criterion, plan, driver.measure.unit)}`,
  );
  return {
    kind: `driver ${signal.replace(/_\d+$/, '')}`,
    name: signal,
    identity: JSON.stringify(measure.map(({ name, value }) => [name, value])),
    summary: [...ownQuery(query_string), ...conditions].join(', '),
    fields: [
      ...measure,
      ...criteria.flatMap((criterion) => criterionFields(criterion, driver.measure.unit, plan)),
    ],
    title: namedMeasure(plan, signal),
    labelOf: (field, name = signal) => `${field} of ${name}`,
  };
}

/**
 * The components that a driver covers: its query, and of each criterion the decider and a setpoint's parts.
 */
export const coveredComponents = ({ component, criteria }: Driver, plan: Plan): Component[] => [
  component,
  ...criteria.flatMap((criterion) => {
    const setpoint = setpointOf(criterion, plan);
    if (!setpoint?.average) return [criterion.component];
    return [criterion.component, setpoint.product, setpoint.average];
  }),
];

/** The flux meter that a driver's query reads, where rollout wrote the query. */
export const meterOf = ({ query_string }: Driver): string | undefined => readMeterQuery(query_string)?.meter;

/**
 * What is measured. Of a query that rollout wrote the parts: names and indices in its text follow from the
 * rest.
 */
function measureFields({ query_string, every, component }: Driver, plan: Plan): Field[] {
  const interval = timeField('evaluation interval', every * plan.interval);
  const averages = averagesOf(component.out.output, plan).flatMap((parameters) => fieldsOf(parameters));
  const written = readMeterQuery(query_string);
  if (!written) return [textField('query', oneLine(query_string)), interval, ...averages];
  const window = timeField('window', windowsOf(query_string)[0] ?? 0);
  const { percentile } = written;
  if (percentile === undefined) return [window, interval, ...averages];
  return [numberField('percentile', percentile), window, interval, ...averages];
}

function criterionFields(criterion: Criterion, unit: string, plan: Plan): Field[] {
  const { direction, trueFor, falseFor } = criterion;
  const [sign, threshold] = [signOf(criterion.operator), thresholdText(criterion, plan, unit)];
  const details = [
    textField(`${direction} operator`, sign),
    { ...textField(`${direction} threshold`, thresholdText(criterion, plan)), text: threshold },
    timeField(`${direction} true_for`, trueFor),
    timeField(`${direction} false_for`, falseFor),
  ].filter(({ value }) => value !== 0);
  return [
    { name: direction, value: true, text: `${sign} ${threshold}` },
    ...details.map((detail) => ({ ...detail, detailOf: direction })),
  ];
}

/** `100`, `100 ms` with its unit, `1.25 x average`, or the column of another signal. */
function thresholdText(criterion: Criterion, plan: Plan, unit = ''): string {
  if (criterion.threshold !== undefined) return withUnit(formatNumber(criterion.threshold), unit);
  const setpoint = setpointOf(criterion, plan);
  if (!setpoint?.average || setpoint.factor?.signal !== undefined) return criterion.rhs ?? '';
  return `${formatNumber(setpoint.factor?.constant ?? Number.NaN)} x average`;
}

/** The text of a query that rollout did not write. */
const ownQuery = (query: string): string[] => (isMeterQuery(query) ? [] : [oneLine(query)]);

const oneLine = (query: string): string => query.trim().replace(/\s+/g, ' ');
