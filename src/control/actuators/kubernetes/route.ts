import { type Diagnostic, diagnostic, fail } from '../../../errors/rollout-error.ts';
import { formatNumber } from '../../../text/number.ts';
import { shown } from '../../kubernetes/fault.ts';
import type { Sight } from './editing.ts';
import type { Operation, Resource } from './mark.ts';

/** One destination of a rule, of any kind of route. */
export interface Destination {
  /** As people call it. */
  readonly name: string;
  readonly weight: number;
}

/** The destinations of one rule, and where they stand. */
export interface Rule {
  /** JSON pointer of their list. */
  readonly path: string;
  /** The list as it was read. */
  readonly list: readonly unknown[];
  readonly destinations: readonly Destination[];
  readonly feature: string;
  readonly stable: string;
  /** The sum of the weights that are written. */
  readonly total: number;
  /** Why somebody else has the weights in hand: then their sum stays, and nothing is raised. */
  readonly foreign?: Diagnostic;
}

export const sumOf = (destinations: readonly Destination[]): number =>
  destinations.reduce((sum, { weight }) => sum + weight, 0);

/** What the two weights of a rule say. Throws ROUTE_DESTINATION and ROUTE_TWICE. */
export function lookAtRule(rule: Rule, round: (percentage: number) => number): Sight {
  const { path, list, destinations } = rule;
  const feature = indexOf(destinations, rule.feature);
  const stable = indexOf(destinations, rule.stable);
  const sum = sumOf(destinations);
  const crowd = crowdOf(destinations);
  const foreign = crowd ?? rule.foreign;
  return {
    percentage: crowd === undefined ? round(shareOf(destinations[feature]!, sum)) : undefined,
    foreign,
    edit: ({ percentage }) => {
      const both = destinations[feature]!.weight + destinations[stable]!.weight;
      const [share, total] = foreign === undefined ? [rule.total, rule.total] : [sum, both];
      const weight = Math.floor((percentage * share) / 100 + TOLERANCE);
      const weights = { [feature]: weight, [stable]: total - weight };
      const set = [feature, stable].map((at) => setWeight(`${path}/${at}`, weights[at]!));
      return [{ op: 'test', path, value: list }, ...set];
    },
  };
}

function shareOf({ weight }: Destination, sum: number): number {
  if (sum === 0) return 0;
  return (100 * weight) / sum;
}

function crowdOf({ length: count }: readonly Destination[]): Diagnostic | undefined {
  if (count <= 2) return undefined;
  return diagnostic('ROUTE_CROWDED', { count });
}

/** More than what floating point adds, less than any weight. */
const TOLERANCE = 1e-6;

const setWeight = (path: string, value: number): Operation => ({ op: 'add', path: `${path}/weight`, value });

function indexOf(destinations: readonly Destination[], name: string): number {
  const first = destinations.findIndex((one) => one.name === name);
  const has = shown(destinations.map((one) => one.name).join(', '));
  if (first === -1) throw fail('ROUTE_DESTINATION', { name, has });
  if (destinations.some((one, i) => one.name === name && i > first)) throw fail('ROUTE_TWICE', { name });
  return first;
}

/** Programs that set weights themselves, as they call themselves. */
const MANAGERS = /^(flagger|argo-?rollouts|rollouts-controller)/i;

/** Which of them has set a field of the specification last. */
export function managerOf(
  { metadata: { managedFields = [] } }: Resource,
  field: string,
): Diagnostic | undefined {
  const own = managedFields.find(({ manager = '', fieldsV1 }) => {
    const spec = fieldsV1?.['f:spec'];
    return MANAGERS.test(manager) && Object.hasOwn(Object(spec), `f:${field}`);
  });
  return own && diagnostic('ROUTE_MANAGED', { manager: shown(own.manager!) });
}

/** The fault of a sum that is not the one that is kept. */
export const otherSum = (sum: number, total: number): Diagnostic =>
  diagnostic('ROUTE_WEIGHTS', { sum: formatNumber(sum), total: formatNumber(total) });
