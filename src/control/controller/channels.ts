import type { Actuator } from '../actuators/actuator.ts';
import type { PassThrough } from '../decision.ts';
import type { RolloutRecord } from '../record/record.ts';
import { Channel } from './channel.ts';
import type { ChannelOptions } from './channel-options.ts';
import { type ControlClock, elapsedAtMost, type Instant, instant } from './clock.ts';
import type { ControlSettings } from './settings.ts';

export interface ChannelsOptions extends Omit<ChannelOptions, 'actuator'> {
  readonly actuators: readonly Actuator[];
  readonly passThrough: PassThrough | null;
}

/** The channels to all targets of a rollout. */
export class Channels {
  readonly all: readonly Channel[];
  readonly #actuators: readonly Actuator[];
  readonly #passThrough: PassThrough | null;
  readonly #clock: ControlClock;
  readonly #settings: ControlSettings;
  #resyncedAt: Instant;

  constructor({ actuators, passThrough, ...options }: ChannelsOptions) {
    this.all = actuators.map((actuator) => new Channel({ actuator, ...options }));
    this.#actuators = actuators;
    this.#passThrough = passThrough;
    this.#clock = options.clock;
    this.#settings = options.settings;
    this.#resyncedAt = instant(options.clock);
  }

  some(is: (channel: Channel) => boolean): boolean {
    return this.all.some(is);
  }

  get isUnderWay(): boolean {
    return this.some((channel) => channel.isUnderWay);
  }

  /** Every target has confirmed, or was put below by somebody else. */
  get areSettled(): boolean {
    return !this.some((channel) => !channel.isConfirmed && !channel.isBelow);
  }

  /** Targets with a call that may still land though its time is over. */
  get late(): string[] {
    return this.all.filter((channel) => channel.isUnknown).map(({ target }) => target);
  }

  /** Brings every target to a percentage under a record. */
  aim(percentage: number, { rollout, killed, started, number }: RolloutRecord): void {
    const pass_through = started ? this.#passThrough : null;
    for (const [i, channel] of this.all.entries()) {
      const { flag } = this.#actuators[i]!;
      channel.aim({ rollout, flag, percentage, pass_through, killed: killed !== null, number });
    }
  }

  /** What somebody set by hand is no longer kept. */
  takeBack(): void {
    for (const channel of this.all) channel.takeBack();
  }

  /** Looks at what is in force, where that is due. */
  resync(): void {
    if (elapsedAtMost(this.#clock, this.#resyncedAt) < this.#settings.resync) return;
    this.#resyncedAt = instant(this.#clock);
    for (const channel of this.all) channel.resync();
  }

  /** No new call is made. */
  close(): void {
    for (const channel of this.all) channel.close();
  }
}
