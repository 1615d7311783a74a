import type { Direction } from '../../rollout/criterion.ts';
import { formatShort, type Seconds } from '../../text/duration.ts';
import type { Comparison } from './condition.ts';
import type { Node } from './node.ts';

/** A criterion of a query. */
export interface ImportedCheck extends Comparison {
  readonly title: string;
  readonly query: string;
  readonly direction: Direction;
  /** Where the query stands. */
  readonly node: Node;
}

/** A rollout of another tool, as far as values can say it. */
export interface Imported {
  readonly name: string;
  /** Who serves the requests. */
  readonly service: string;
  readonly interval: Seconds;
  readonly steps: readonly ImportedStep[];
  readonly checks: readonly ImportedCheck[];
}

export interface ImportedStep {
  readonly target: number;
  readonly duration: Seconds;
}

/** Steps of a ramp that goes to a weight at once and stays there. */
export function addStage(steps: ImportedStep[], target: number, hold: Seconds): void {
  const isFirst = steps.length === 0;
  steps.push({ target, duration: isFirst ? hold : 0 });
  if (!isFirst && hold > 0) steps.push({ target, duration: hold });
}

/** Values of the blueprint promql. */
export function valuesOf({ name, service, interval, steps, checks }: Imported): object {
  const severalForward = checks.filter(({ direction }) => direction === 'forward').length > 1;
  return {
    policy: {
      policy_name: name,
      evaluation_interval: formatShort(interval),
      ...(severalForward && { forward_when: 'all' }),
      load_ramp: {
        sampler: { selectors: [{ service, control_point: 'ingress' }] },
        steps: steps.map(({ target, duration }) => ({
          target_accept_percentage: target,
          duration: formatShort(duration),
        })),
      },
      drivers: { promql_drivers: driversOf(checks) },
    },
  };
}

interface DriverValues {
  readonly title: string;
  readonly query_string: string;
  readonly criteria: Partial<Record<Direction, Comparison>>;
}

/** Criteria of one query are one driver, one of each direction. */
function driversOf(checks: readonly ImportedCheck[]): DriverValues[] {
  const drivers: DriverValues[] = [];
  for (const { title, query, direction, operator, threshold } of checks) {
    const known = drivers.find(
      (one) => one.title === title && one.query_string === query && !one.criteria[direction],
    );
    const driver = known ?? { title, query_string: query, criteria: {} };
    driver.criteria[direction] = { operator, threshold };
    if (!known) drivers.push(driver);
  }
  return drivers;
}
