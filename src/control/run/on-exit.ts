import type { GateRules } from '../../rollout/gates/rules.ts';
import type { Ramp } from '../../rollout/ramp.ts';
import type { Seconds } from '../../text/duration.ts';
import { formatMoment } from '../../text/time.ts';
import { elapsedAtLeast, instant } from '../controller/clock.ts';
import type { Leadership } from '../controller/leadership.ts';
import { writeRequest } from '../controller/write-request.ts';
import type { Ending } from '../record/record.ts';
import { resetTo } from '../record/request-writes.ts';
import type { RolloutRunOptions } from './options.ts';

const LIMIT: Seconds = 5;
const POLL: Seconds = 0.05;
const BY = 'its controller';

/** What came of it: every target is down, one has not confirmed, or nothing was told since another goes on with it. */
export type Exit = 'down' | 'unconfirmed' | 'standby' | undefined;

export interface ExitOptions extends RolloutRunOptions {
  readonly leadership: Leadership;
}

/** The percentage that a reset leaves. */
export const percentageAtStart = (ramp: Ramp, { afterReset }: GateRules): number =>
  afterReset.isOff ? 0 : ramp.steps[0]!.target;

/**
 * Brings a rollout down before its controller leaves, where that is asked for and nobody else goes on with it: its targets
 * at once, its record as by a reset.
 */
export async function bringDown(options: ExitOptions): Promise<Exit> {
  const { leadership, storage, clock, world, onExit, ramp, frozen } = options;
  const { killed, ended } = leadership.record;
  if (onExit === 'hold' || killed || ended || leadership.isOver) return undefined;
  if (await storage.hasStandby().catch(() => false)) return 'standby';
  const percentage = onExit === 'off' ? 0 : percentageAtStart(ramp, frozen.rules);
  leadership.ask(Math.min(percentage, leadership.percentage));
  const at = formatMoment(clock.now());
  const request = { id: world.newId(), verb: 'reset', by: BY, at, reason: reasonOf(onExit) };
  const begun = instant(clock);
  await writeRequest(storage.store, resetTo(percentage), request);
  while (!isDown(leadership, request.id) && elapsedAtLeast(clock, begun) < LIMIT) await clock.sleep(POLL);
  return isDown(leadership, request.id) ? 'down' : 'unconfirmed';
}

const reasonOf = (onExit: Ending): string => `--on-exit ${onExit}`;

/** The record says it, and every target has confirmed it. */
const isDown = ({ record, percentage }: Leadership, id: string): boolean =>
  record.ceiling <= percentage && record.requests.some((one) => one.id === id);
