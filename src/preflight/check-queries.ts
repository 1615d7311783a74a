import type { Plan } from '../circuit/plan.ts';
import type { Place } from '../errors/rollout-error.ts';
import { type Driver, driversOf } from '../rollout/drivers.ts';
import { pinpoint } from '../text/promql/pinpoint.ts';
import { type Preflight, type PreflightOptions, preflight } from './preflight.ts';

/** A policy whose queries are tried; `placeOf` finds a JSON pointer in it. */
export interface Checkable {
  readonly plan: Plan;
  readonly placeOf: (pointer: string) => Place;
}

/**
 * Runs the preflight for every query of a policy; of several policies for every query that none before asks, with the
 * criteria of the first that asks it. Throws PROM_*.
 */
export function checkQueries(
  policies: readonly Checkable[],
  options: Pick<PreflightOptions, 'api' | 'period' | 'missing'>,
): Promise<Preflight> {
  const places = new Map<Driver, Place>();
  const asked = new Set<string>();
  for (const { plan, placeOf } of policies) {
    const drivers = driversOf(plan).filter((driver) => !asked.has(keyOf(driver)));
    for (const driver of drivers) {
      places.set(driver, placeIn(driver, placeOf));
      asked.add(keyOf(driver));
    }
  }
  return preflight({
    ...options,
    drivers: [...places.keys()],
    placeOf: (driver) => places.get(driver) ?? {},
  });
}

const keyOf = ({ query_string, every }: Driver): string => `${every} ${query_string}`;

const placeIn = ({ query_string, component }: Driver, placeOf: Checkable['placeOf']): Place =>
  pinpoint(query_string, 0, placeOf(`${component.pointer}/query_string`));
