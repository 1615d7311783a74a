import type { Actuator } from '../actuators/actuator.ts';
import type { ControlClock } from './clock.ts';
import { readWithin } from './read-within.ts';
import type { ControlSettings } from './settings.ts';

/**
 * What is in force at most where it is below `target`, else `target`: a target's own rounding is no difference, and what
 * cannot be read is none.
 */
export async function lowestInForce(
  actuators: readonly Actuator[],
  target: number,
  { clock, settings }: { readonly clock: ControlClock; readonly settings: ControlSettings },
): Promise<number> {
  const readings = actuators.map(async (actuator) => {
    const reading = await readWithin(actuator, clock, settings);
    if (reading.kind !== 'percentage') return target;
    if (reading.percentage < actuator.round(target)) return reading.percentage;
    return target;
  });
  return Math.min(target, ...(await Promise.all(readings)));
}
