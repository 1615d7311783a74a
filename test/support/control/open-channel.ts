import type { Actuator } from '../../../src/control/actuators/actuator.ts';
import { Channel } from '../../../src/control/controller/channel.ts';
import type { ChannelNote } from '../../../src/control/controller/channel-options.ts';
import { fakeClock } from '../fake-clock.ts';

const SETTINGS = { callLimit: 5, retry: 1, poll: 0.2, resync: 60, settle: 600, margin: 1 };

export const TARGET = 'a';

/** A channel to an actuator that has at least these parts, and what it noted. */
export function openChannel(parts: Pick<Actuator, 'apply'> & Partial<Actuator>) {
  const notes: ChannelNote[] = [];
  const clock = fakeClock();
  const channel = new Channel({
    actuator: {
      kind: 'simulated',
      target: TARGET,
      flag: 'f',
      isFencing: false,
      round: Math.floor,
      ...parts,
    },
    clock,
    settings: SETTINGS,
    mayCall: () => true,
    note: (note) => notes.push(note),
    onChange: () => {},
  });
  const aim = (percentage: number, killed = false) =>
    channel.aim({ rollout: 'r', flag: 'f', percentage, pass_through: null, killed, number: 1 });
  return { channel, notes, clock, aim };
}
