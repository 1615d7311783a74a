import { parseDuration, type Seconds } from '../../text/duration.ts';
import type { ControlSettings } from '../controller/settings.ts';
import type { FrozenEntry } from '../state/frozen.ts';

const CALL_LIMIT: Seconds = 5;
const SETTLE: Seconds = 600;

/** How a kill waits: as its slowest target asks. */
export const killSettings = (entries: readonly FrozenEntry[]): ControlSettings => ({
  callLimit: longest(entries, 'timeout', CALL_LIMIT),
  settle: longest(entries, 'settle', SETTLE),
  retry: 0.25,
  poll: 0.25,
  resync: 5,
  margin: 0,
});

function longest(entries: readonly FrozenEntry[], key: string, otherwise: Seconds): Seconds {
  const given = entries.map(({ config }) => parseDuration(String(config[key] ?? '')) ?? otherwise);
  return given.length === 0 ? otherwise : Math.max(...given);
}
