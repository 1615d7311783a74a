import type { Seconds } from '../../text/duration.ts';
import type { Actuator } from '../actuators/actuator.ts';
import type { Channel } from '../controller/channel.ts';
import type { ChannelNote } from '../controller/channel-options.ts';
import type { Leadership } from '../controller/leadership.ts';
import type { TargetStatus } from '../state/rollout-status.ts';

/** What is known of one target besides its channel. */
interface Known {
  /** Since when it was told something it has not confirmed, by the monotonic clock. */
  pendingSince: Seconds | undefined;
  error: string | undefined;
  /** What was read last that is not what it was told. */
  foundAt: number | undefined;
}

/** How the targets of a rollout stand to what they are told, for its status and its journal. */
export class Targets {
  readonly #actuators: readonly Actuator[];
  readonly #known: readonly Known[];

  constructor(actuators: readonly Actuator[]) {
    this.#actuators = actuators;
    this.#known = actuators.map(() => ({ pendingSince: undefined, error: undefined, foundAt: undefined }));
  }

  /** Takes what a channel reports; false where it said the same before. */
  take(note: ChannelNote): boolean {
    const known = this.#known[this.#actuators.findIndex(({ target }) => target === note.target)]!;
    if (note.kind === 'failed') {
      const isNew = known.error !== note.why;
      known.error = note.why;
      return isNew;
    }
    known.foundAt = note.percentage;
    return true;
  }

  /** Looks at the channels at a time; the targets that failed before and have confirmed since. */
  see({ channels }: Leadership, monotonic: Seconds): readonly string[] {
    return channels.flatMap((channel, i) => {
      const known = this.#known[i]!;
      const hadFailed = known.error !== undefined;
      if (!channel.isConfirmed) known.pendingSince ??= monotonic;
      else Object.assign(known, { pendingSince: undefined, error: undefined, foundAt: undefined });
      return channel.isConfirmed && hadFailed ? [channel.target] : [];
    });
  }

  status(leadership: Leadership, monotonic: Seconds): TargetStatus[] {
    return this.#actuators.map((actuator, i) => {
      const { pendingSince, error = null, foundAt } = this.#known[i]!;
      const channel = leadership.channels[i]!;
      const confirmed = channel.confirmed ?? null;
      return {
        kind: actuator.kind,
        name: actuator.target,
        asked: actuator.round(leadership.percentage),
        confirmed,
        in_force: confirmed ?? foundAt ?? null,
        lag_seconds: pendingSince === undefined ? 0 : Math.round((monotonic - pendingSince) * 1000) / 1000,
        outcome: outcomeOf(channel, error),
        error,
      };
    });
  }
}

function outcomeOf(channel: Channel, error: string | null): TargetStatus['outcome'] {
  if (channel.isBelow) return 'below';
  if (channel.isUnknown) return 'unknown';
  if (channel.isConfirmed) return 'confirmed';
  return error === null ? 'pending' : 'failed';
}
