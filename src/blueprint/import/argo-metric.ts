import type { Direction } from '../../rollout/criterion.ts';
import { type Arguments, filled, resolve } from './argo-arguments.ts';
import { type Condition, negated, readCondition } from './condition.ts';
import type { ImportedCheck } from './imported.ts';
import type { Losses, Node } from './node.ts';

/** Limits that a criterion does not have: it acts at once, and as long as it holds. */
const LIMITS = ['count', 'initialDelay', 'inconclusiveLimit', 'consecutiveErrorLimit'];

/** How a query is asked, which is said beside the server and not in values. */
const PROMETHEUS = ['rangeQuery', 'headers', 'authentication', 'insecure'];

const CONDITIONS = ['successCondition', 'failureCondition'];

/** What a metric asks of its query. */
export function checksOf(metric: Node, args: Arguments, losses: Losses): ImportedCheck[] {
  const name = metric.required('name');
  const prometheus = metric.get('provider', 'prometheus');
  const text = prometheus.get('query').text();
  if (text === undefined) {
    losses.add(`metric ${name}: only queries of a Prometheus are read`, metric);
    return [];
  }
  losses.addKeys(metric, LIMITS, `metric ${name}`);
  losses.addKeys(prometheus, PROMETHEUS, `metric ${name}`);
  if (CONDITIONS.every((key) => !metric.get(key).text()))
    losses.add(`metric ${name}: it has no condition`, metric);
  const query = resolve(prometheus.get('query'), args, losses).trim();
  const limit = filled(metric.get('failureLimit'), args, losses).number() ?? 0;
  if (limit > 0)
    losses.add(
      `failureLimit of metric ${name}: the first measurement that fails resets`,
      metric.get('failureLimit'),
    );
  if ((filled(metric.get('consecutiveSuccessLimit'), args, losses).number() ?? 0) > 1)
    losses.add(`consecutiveSuccessLimit of metric ${name}`, metric.get('consecutiveSuccessLimit'));
  const node = prometheus.get('query');
  return directionsOf(metric, { args, losses, waits: limit < 0 }).map(({ direction, ...comparison }) => ({
    title: titleOf(direction === 'backward' ? name.replace(/-backward$/, '') : name),
    query,
    direction,
    node,
    ...comparison,
  }));
}

interface Reading {
  readonly args: Arguments;
  readonly losses: Losses;
  /** It never fails, and is measured until it succeeds. */
  readonly waits: boolean;
}

type Directed = Condition['comparisons'][number] & { readonly direction: Direction };

/** What fails resets, and what neither fails nor succeeds holds. */
function directionsOf(metric: Node, { args, losses, waits }: Reading): Directed[] {
  const read = (key: string): { readonly found?: Condition; readonly text: string } => {
    const node = metric.get(key);
    if (!node.text()) return { text: '' };
    const text = resolve(node, args, losses);
    const found = readCondition(text);
    if (!found)
      losses.add(
        `${key} of metric ${metric.required('name')}: it is more than a comparison with a number`,
        node,
      );
    return { found, text };
  };
  const success = read('successCondition');
  const failure = read('failureCondition');
  const isOnlySuccess = !metric.get('failureCondition').text();
  const isBackward = waits && success.text.includes('|| !(');
  if (success.found && isBackward) return directed('backward', negated(success.found), losses, metric);
  const forward =
    success.found && (waits || !isOnlySuccess) ? directed('forward', success.found, losses, metric) : [];
  const reset = isOnlySuccess ? !waits && success.found && negated(success.found) : failure.found;
  return [...forward, ...(reset ? directed('reset', reset, losses, metric) : [])];
}

/** Forward criteria hold together, and one of any other direction is enough. */
function directed(direction: Direction, condition: Condition, losses: Losses, metric: Node): Directed[] {
  const { comparisons, isAny } = condition;
  if (comparisons.length > 1 && isAny === (direction === 'forward')) {
    losses.add(`several comparisons of metric ${metric.required('name')} for ${direction}`, metric);
    return [];
  }
  return comparisons.map((one) => ({ ...one, direction }));
}

const MAX_TITLE = 60;

export const titleOf = (name: string): string => name.slice(0, MAX_TITLE);
