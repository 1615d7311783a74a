import type { Plan } from '../circuit/plan.ts';
import type { Place } from '../errors/rollout-error.ts';
import { driversOf } from '../rollout/drivers.ts';
import { pinpoint } from '../text/promql/pinpoint.ts';
import { type Preflight, type PreflightOptions, preflight } from './preflight.ts';

/** Runs the preflight for every query of a plan; `placeOf` finds a JSON pointer in the policy. Throws PROM_*. */
export function checkQueries(
  plan: Plan,
  placeOf: (pointer: string) => Place,
  options: Pick<PreflightOptions, 'api' | 'period' | 'missing'>,
): Promise<Preflight> {
  const pointers = new Map(
    plan.queries.map(({ signal, component }) => [signal, `${component.pointer}/query_string`]),
  );
  return preflight({
    ...options,
    drivers: driversOf(plan),
    placeOf: ({ signal, query_string }) => pinpoint(query_string, 0, placeOf(pointers.get(signal) ?? '')),
  });
}
