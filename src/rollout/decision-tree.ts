import type { Plan } from '../circuit/plan.ts';
import { INVALID, type Reading } from '../circuit/reading.ts';
import { type Component, columnName } from '../circuit/tree.ts';
import { type Because, conditions } from './conditions.ts';
import { decisionIn, producersIn, type RampDecision, type Readings, reasonFor } from './decision-path.ts';

/** A signal on the way to a decision, how it came about, and the signals it came from. */
export interface DecisionNode {
  /** Trace column. */
  readonly signal: string;
  readonly reading: Reading;
  /** What puts it out; undefined where nothing does. */
  readonly component: Component | undefined;
  /** Why it has its reading, in words; undefined where the signals it came from say it. */
  readonly reason: string | undefined;
  /** The same as data, or its reading. */
  readonly because: Because;
  /** Of what a query gave. */
  readonly query: string | undefined;
  /** Whether it stands elsewhere in the tree already, and is not followed again. */
  readonly isRepeated: boolean;
  readonly from: readonly DecisionNode[];
}

/** What the circuit wants of its ramp, and the signals that decided it. */
export interface DecisionTree extends Pick<RampDecision, 'decision'> {
  readonly from: readonly DecisionNode[];
}

/**
 * Why the ramp does what it does with these readings: from its ports through what decided to what was measured or set. A
 * signal is followed once. Undefined without a ramp.
 */
export function decisionTree(plan: Plan, readings: Readings): DecisionTree | undefined {
  const { tree } = plan;
  const decided = decisionIn(tree, readings);
  if (!decided) return undefined;
  const producers = producersIn(tree);
  const because = conditions(plan);
  const readingAt = (key: string): Reading => readings.get(columnName(key)) ?? INVALID;
  const followed = new Set<string>();
  const follow = (key: string, level: number): DecisionNode => {
    const component = producers.get(key);
    const { text, keys } = component ? reasonFor(component, key, readings) : NOTHING;
    const isFollowed = followed.has(key) || level > MAX_LEVELS;
    followed.add(key);
    return {
      signal: columnName(key),
      reading: readingAt(key),
      component,
      reason: text,
      because: because({ key, component }, readingAt),
      query: component && queryOf(component),
      isRepeated: isFollowed,
      from: isFollowed ? [] : keys.map((one) => follow(one, level + 1)),
    };
  };
  return { decision: decided.decision, from: decided.keys.map((key) => follow(key, 1)) };
}

/** Further than a reader follows. */
const MAX_LEVELS = 100;

const NOTHING = { text: undefined, keys: [] };

const queryOf = ({ kind, config }: Component): string | undefined =>
  'query' in kind ? kind.query(config).query_string : undefined;
