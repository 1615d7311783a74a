import { decider } from '../circuit/kinds/decider.ts';
import type { Measure, Plan } from '../circuit/plan.ts';
import { type Component, columnName, configOf, type Feed } from '../circuit/tree.ts';
import { type Criterion, DIRECTIONS, type Direction } from './criterion.ts';
import { measureOf } from './measure.ts';
import { rampOf } from './ramp.ts';
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
  /** Whether what the ramp does depends on it: by a criterion, or through logic that no criterion is seen behind. */
  readonly movesRamp: boolean;
}

/** Every query with its criteria, in component order. */
export function driversOf(plan: Plan): Driver[] {
  const readers = readersBySignal(plan);
  const directions = directionsBySignal(plan);
  const upstream = upstreamOfRamp(plan);
  return plan.queries.map(({ signal, query_string, every, component }) => {
    const measure = measureOf(plan, signal);
    const deciders = decidersBehind(component.out.output, readers);
    const criteria = deciders.flatMap((decider) => criteriaAt(decider, directions));
    return { signal, query_string, measure, every, component, criteria, movesRamp: upstream.has(component) };
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

/** The deciders that a signal reaches, depth first. What a decider puts out is not followed. */
function decidersBehind(
  output: string | undefined,
  readers: ReadonlyMap<string, readonly Component[]>,
): Component[] {
  const seen = new Set<Component>();
  const deciders: Component[] = [];
  const follow = (key: string): void => {
    for (const reader of readers.get(key) ?? []) {
      if (seen.has(reader)) continue;
      seen.add(reader);
      if (reader.kind === decider) deciders.push(reader);
      else Object.values(reader.out).forEach(follow);
    }
  };
  if (output !== undefined) follow(output);
  return deciders;
}

function criteriaAt(
  component: Component,
  directions: ReadonlyMap<string, ReadonlySet<Direction>>,
): Criterion[] {
  const config = configOf(decider, component);
  const key = component.out.output;
  const [lhs, rhs] = [component.in.lhs?.[0], component.in.rhs?.[0]];
  if (!config || key === undefined || lhs?.signal === undefined || rhs === undefined) return [];
  const comparison = {
    operator: config.operator,
    lhs: columnName(lhs.signal),
    ...rightSide(rhs),
    output: columnName(key),
    component,
    trueFor: config.true_for,
    falseFor: config.false_for,
  };
  return [...(directions.get(key) ?? [])].map((direction) => ({ direction, ...comparison }));
}

function rightSide(feed: Feed): Pick<Criterion, 'threshold' | 'rhs'> {
  if (feed.signal === undefined) return { threshold: feed.constant, rhs: undefined };
  return { threshold: undefined, rhs: columnName(feed.signal) };
}

function readersBySignal(plan: Plan): Map<string, Component[]> {
  const readers = new Map<string, Component[]>();
  for (const leaf of plan.leaves) {
    for (const { signal } of Object.values(leaf.in).flat()) {
      if (signal === undefined) continue;
      const known = readers.get(signal);
      if (known) known.push(leaf);
      else readers.set(signal, [leaf]);
    }
  }
  return readers;
}

/**
 * Signal key -> where the ramp moves when it is true, followed upstream from the ramp's ports through logic
 * that keeps the sense (no inverter).
 */
function directionsBySignal(plan: Plan): Map<string, Set<Direction>> {
  const directions = new Map<string, Set<Direction>>();
  const mark = (key: string, direction: Direction): void => {
    const known = directions.get(key) ?? new Set<Direction>();
    if (known.has(direction)) return;
    directions.set(key, known.add(direction));
    const leaf = plan.producerOf(key);
    if (!leaf?.kind.keepsSense) return;
    for (const { signal } of Object.values(leaf.in).flat()) if (signal !== undefined) mark(signal, direction);
  };
  const keys = rampOf(plan)?.keys;
  for (const direction of DIRECTIONS) {
    const key = keys?.[direction];
    if (key !== undefined) mark(key, direction);
  }
  return directions;
}
