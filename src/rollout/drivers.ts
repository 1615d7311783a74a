import { decider } from '../circuit/kinds/decider.ts';
import type { Measure, Plan } from '../circuit/plan.ts';
import { type Component, columnName, configOf, type Feed } from '../circuit/tree.ts';
import { type Criterion, DIRECTIONS, type Direction } from './criterion.ts';
import { decidersBehind, readersBySignal } from './deciders-behind.ts';
import { directionsBySignal, type Way } from './directions.ts';
import { measureOf } from './measure.ts';
import { upstreamOfRamp } from './upstream.ts';

/** A query and the criteria that look at it, directly or through other components. */
export interface Driver {
  /** Trace column of the query's output, `AVERAGE_LATENCY_0`. */
  readonly signal: string;
  readonly query_string: string;
  /** What it measures. */
  readonly measure: Measure;
  /** How many ticks from one evaluation to the next. */
  readonly every: number;
  /** The query itself. */
  readonly component: Component;
  readonly criteria: readonly Criterion[];
  /** Criteria that move the ramp through an inverter alone; they are drawn, and nothing else is concluded from them. */
  readonly behindInverter: readonly InvertibleCriterion[];
  /** Whether what the ramp does depends on it: by a criterion, or through logic that no criterion is seen behind. */
  readonly movesRamp: boolean;
}

/** A criterion behind one or more inverters. */
export interface InvertibleCriterion extends Criterion {
  /** Moves the ramp where the comparison does not hold. */
  readonly isInverted: boolean;
  /** Trace column of the signal that is true where it moves the ramp. */
  readonly asks: string;
}

/** Every query with its criteria, in component order. */
export function driversOf(plan: Plan): Driver[] {
  const readers = readersBySignal(plan);
  const directions = directionsBySignal(plan);
  const upstream = upstreamOfRamp(plan);
  return plan.queries.map(({ signal, query_string, every, component }) => {
    const measure = measureOf(plan, signal);
    const deciders = decidersBehind(component.out.output, readers);
    const found = deciders.map((decider) => criteriaAt(decider, directions));
    return {
      signal,
      query_string,
      measure,
      every,
      component,
      criteria: found.flatMap(({ criteria }) => criteria),
      behindInverter: found.flatMap(({ behindInverter }) => behindInverter),
      movesRamp: upstream.has(component),
    };
  });
}

/** All criteria of one direction, each once, in the order of their drivers. */
export function criteriaOf(plan: Plan, direction: Direction): Criterion[] {
  const byOutput = new Map<string, Criterion>();
  for (const { criteria } of driversOf(plan))
    for (const criterion of criteria)
      if (criterion.direction === direction && !byOutput.has(criterion.output))
        byOutput.set(criterion.output, criterion);
  return [...byOutput.values()];
}

type Found = Pick<Driver, 'criteria' | 'behindInverter'>;
const NONE: Found = { criteria: [], behindInverter: [] };

function criteriaAt(component: Component, directions: ReadonlyMap<string, readonly Way[]>): Found {
  const config = configOf(decider, component);
  const key = component.out.output;
  const [lhs, rhs] = [component.in.lhs?.[0], component.in.rhs?.[0]];
  if (!config || key === undefined || lhs?.signal === undefined || rhs === undefined) return NONE;
  const comparison = {
    operator: config.operator,
    lhs: columnName(lhs.signal),
    ...rightSide(rhs),
    output: columnName(key),
    component,
    trueFor: config.true_for,
    falseFor: config.false_for,
  };
  const ways = directions.get(key) ?? [];
  const direct = ways.filter(({ isBehindInverter }) => !isBehindInverter);
  return {
    criteria: direct.map(({ direction }) => ({ direction, ...comparison })),
    behindInverter: ways
      .filter((way) => way.isBehindInverter && !direct.some((other) => isAsStrong(other, way)))
      .map(({ direction, isInverted, asks = key }) => ({
        direction,
        ...comparison,
        isInverted,
        asks: columnName(asks),
      })),
  };
}

/** A criterion that moves the ramp by itself keeps what is weaker from acting: no criterion of its own. */
const isAsStrong = (one: Way, other: Way): boolean =>
  DIRECTIONS.indexOf(one.direction) >= DIRECTIONS.indexOf(other.direction);

function rightSide(feed: Feed): Pick<Criterion, 'threshold' | 'rhs'> {
  if (feed.signal === undefined) return { threshold: feed.constant, rhs: undefined };
  return { threshold: undefined, rhs: columnName(feed.signal) };
}
