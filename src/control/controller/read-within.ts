import type { Actuator, Reading } from '../actuators/actuator.ts';
import { callWithin } from './call-within.ts';
import type { ControlClock } from './clock.ts';
import type { ControlSettings } from './settings.ts';

/** What a target says is in force; unreadable where it has no answer in time, or cannot be read at all. */
export async function readWithin(
  actuator: Actuator,
  clock: ControlClock,
  { callLimit }: ControlSettings,
): Promise<Reading> {
  if (!actuator.read) return { kind: 'unreadable', why: 'it cannot be read' };
  const read = (signal: AbortSignal) => actuator.read!({ signal });
  const reading = await callWithin(clock, callLimit, read);
  if (reading.kind === 'unknown') return { kind: 'unreadable', why: reading.why };
  return reading;
}
