import type { Plan } from '../circuit/plan.ts';
import type { Place } from '../errors/rollout-error.ts';
import { driversOf } from '../rollout/drivers.ts';
import { type Preflight, type PreflightOptions, preflight } from './preflight.ts';

/**
 * Runs the preflight for every query of a plan; `placeOf` finds a JSON pointer in the policy. Throws PROM_*.
 */
export function checkQueries(
  plan: Plan,
  placeOf: (pointer: string) => Place,
  options: Pick<PreflightOptions, 'api' | 'at' | 'span' | 'missing'>,
): Promise<Preflight> {
  const pointers = new Map(
    plan.queries.map(({ signal, component }) => [signal, `${component.pointer}/query_string`]),
  );
  return preflight({
    ...options,
    drivers: driversOf(plan),
    interval: plan.interval,
    placeOf: ({ signal }) => placeOf(pointers.get(signal) ?? ''),
  });
}
