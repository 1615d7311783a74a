import type { RolloutStatus } from '../rollout-status.ts';
import { FencedMap, type FencedMapOptions } from './fenced-map.ts';
import { LatestMap } from './latest-map.ts';
import { frameText, statusText } from './run-texts.ts';

/** Frame and status of a rollout in one ConfigMap. A status that says nothing new is written with the next frame. */
export class RunMap {
  readonly #map: LatestMap;
  /** What the status says that is there. */
  #said = '';
  #waiting: RolloutStatus | undefined;

  constructor(options: FencedMapOptions) {
    this.#map = new LatestMap(new FencedMap(options));
  }

  /** Throws why it is not written. */
  async writeFrame(text: string): Promise<void> {
    const frame = frameText(text);
    const waiting = this.#waiting;
    this.#waiting = undefined;
    await this.#map.write(waiting ? { frame, status: statusText(waiting) } : { frame });
  }

  /** Throws why it is not written. */
  async writeStatus(status: RolloutStatus): Promise<void> {
    const said = saidBy(status);
    this.#waiting = status;
    if (said === this.#said) return;
    this.#waiting = undefined;
    await this.#map.write({ status: statusText(status) });
    this.#said = said;
  }
}

/** What of a status is new where it differs: times and numbers of ticks always do, and so may the words of the policy. */
function saidBy({
  picture,
  tick,
  remaining_seconds,
  updated_at,
  waiting_for,
  ...rest
}: RolloutStatus): string {
  const reasons = rest.reasons.map(({ kind, text, until }) => [kind, kind === 'policy' ? '' : text, until]);
  const actuators = rest.actuators.map(({ lag_seconds, ...target }) => target);
  return JSON.stringify({ ...rest, reasons, actuators });
}
