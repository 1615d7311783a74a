import { timesOf } from '../actuators/times.ts';
import type { ControlSettings } from '../controller/settings.ts';
import type { FrozenEntry } from '../state/frozen.ts';

/** How a kill waits: as its slowest target asks. */
export function killSettings(entries: readonly FrozenEntry[]): ControlSettings {
  const { timeout: callLimit, settle } = timesOf(entries.map(({ config }) => config));
  return { callLimit, settle, retry: 0.25, poll: 0.25, resync: 5, margin: 0 };
}
