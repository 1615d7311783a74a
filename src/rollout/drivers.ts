import { type DeciderConfig, decider } from '../circuit/kinds/decider.ts';
import { type LoadRampConfig, loadRamp } from '../circuit/kinds/load-ramp.ts';
import type { Plan } from '../circuit/plan.ts';
import type { Reading } from '../circuit/reading.ts';
import { type Component, columnName, configOf } from '../circuit/tree.ts';
import type { Seconds } from '../text/duration.ts';

/** What a criterion does to the ramp when it holds. */
export type Effect = 'forward' | 'backward' | 'reset';

/** One comparison that moves the ramp: `lhs OPERATOR rhs`, the right side a constant or another signal's column. */
export interface Criterion {
  readonly effect: Effect;
  readonly operator: DeciderConfig['operator'];
  /** Trace column of the left side. */
  readonly lhs: string;
  readonly threshold: Reading | undefined;
  /** Trace column of the right side, where it is no constant. */
  readonly rhs: string | undefined;
  /** Trace column of the decider's own output, `RESET_0`. */
  readonly output: string;
  readonly component: Component;
  /** How long the comparison must hold before it counts. */
  readonly trueFor: Seconds;
}

/** A query and the criteria that look at it, directly or through other components. */
export interface Driver {
  /** Trace column of the query's output, `AVERAGE_LATENCY_0`. */
  readonly signal: string;
  readonly query_string: string;
  readonly criteria: readonly Criterion[];
}

/** The load ramp a policy is about: the first in component order, however deep. */
export function rampOf(plan: Pick<Plan, 'tree'>): Component | undefined {
  const search = (components: readonly Component[]): Component | undefined => {
    for (const component of components) {
      const found = component.kind === loadRamp ? component : search(component.children);
      if (found) return found;
    }
    return undefined;
  };
  return search(plan.tree);
}

/** The config of a component that `rampOf` found. */
export const rampConfigOf = (ramp: Component): LoadRampConfig => configOf(loadRamp, ramp)!;

/** Every query with its criteria, in component order. */
export function driversOf(plan: Plan): Driver[] {
  const readers = readersBySignal(plan);
  const effects = effectsBySignal(plan);
  return plan.queries.map((query) => {
    const seen = new Set<Component>();
    const criteria: Criterion[] = [];
    const visit = (key: string | undefined) => {
      for (const reader of (key && readers.get(key)) || []) {
        if (seen.has(reader)) continue;
        seen.add(reader);
        if (reader.kind === decider) criteria.push(...criteriaOf(reader, effects));
        else for (const out of Object.values(reader.out)) visit(out);
      }
    };
    visit(query.component.out.output);
    return { signal: query.signal, query_string: query.query_string, criteria };
  });
}

function criteriaOf(component: Component, effects: ReadonlyMap<string, ReadonlySet<Effect>>): Criterion[] {
  const config = configOf(decider, component);
  const key = component.out.output;
  const [lhs, rhs] = [component.in.lhs?.[0], component.in.rhs?.[0]];
  if (!config || key === undefined || lhs?.signal === undefined || rhs === undefined) return [];
  return [...(effects.get(key) ?? [])].map((effect) => ({
    effect,
    operator: config.operator,
    lhs: columnName(lhs.signal!),
    threshold: rhs.signal === undefined ? rhs.constant : undefined,
    rhs: rhs.signal === undefined ? undefined : columnName(rhs.signal),
    output: columnName(key),
    component,
    trueFor: config.true_for,
  }));
}

function readersBySignal(plan: Plan): Map<string, Component[]> {
  const readers = new Map<string, Component[]>();
  for (const leaf of plan.leaves) {
    for (const feed of Object.values(leaf.in).flat()) {
      if (feed.signal === undefined) continue;
      const known = readers.get(feed.signal);
      if (known) known.push(leaf);
      else readers.set(feed.signal, [leaf]);
    }
  }
  return readers;
}

/** Walks upstream from the ramp's ports through logic that keeps the sense (no inverter). */
function effectsBySignal(plan: Plan): Map<string, Set<Effect>> {
  const effects = new Map<string, Set<Effect>>();
  const producer = new Map(
    plan.leaves.flatMap((leaf) => Object.values(leaf.out).map((key) => [key, leaf] as const)),
  );
  const mark = (key: string, effect: Effect): void => {
    const known = effects.get(key) ?? new Set<Effect>();
    if (known.has(effect)) return;
    effects.set(key, known.add(effect));
    const leaf = producer.get(key);
    if (!leaf?.kind.keepsSense) return;
    for (const feed of Object.values(leaf.in).flat())
      if (feed.signal !== undefined) mark(feed.signal, effect);
  };
  const ramp = rampOf(plan);
  for (const effect of ['forward', 'backward', 'reset'] as const) {
    const feed = ramp?.in[effect]?.[0];
    if (feed?.signal !== undefined) mark(feed.signal, effect);
  }
  return effects;
}
