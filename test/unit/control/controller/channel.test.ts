import { expect, test } from 'vitest';
import type { Reading } from '../../../../src/control/actuators/actuator.ts';
import { Channel } from '../../../../src/control/controller/channel.ts';
import type { ChannelNote } from '../../../../src/control/controller/channel-options.ts';
import { fakeClock } from '../../../support/fake-clock.ts';

const SETTINGS = { callLimit: 5, retry: 1, poll: 0.2, resync: 60, settle: 600, margin: 1 };

/** A target that was told 10 % and confirmed it; `percentage` is what is in force, whoever set it. */
async function told10() {
  const target = { percentage: 0, isUnreadable: false, told: [] as number[] };
  const notes: ChannelNote[] = [];
  const clock = fakeClock();
  const channel = new Channel({
    actuator: {
      kind: 'simulated',
      target: 'a',
      flag: 'f',
      isFencing: false,
      round: Math.floor,
      apply: async ({ percentage }) => {
        target.told.push(percentage);
        target.percentage = percentage;
        return { kind: 'confirmed' };
      },
      read: async (): Promise<Reading> =>
        target.isUnreadable
          ? { kind: 'unreadable', why: 'away' }
          : { kind: 'percentage', percentage: target.percentage },
    },
    clock,
    settings: SETTINGS,
    mayCall: () => true,
    note: (note) => notes.push(note),
    onChange: () => {},
  });
  const aim = async (percentage: number) => {
    channel.aim({ rollout: 'r', flag: 'f', percentage, pass_through: null, killed: false, number: 1 });
    await clock.advance(0);
  };
  await aim(10);
  return { target, channel, notes, aim, clock };
}

const A = 'a';

test('a raise over what nobody has touched is told', async () => {
  const { target, channel, notes, aim } = await told10();
  await aim(20);
  expect([target.told, channel.confirmed, notes]).toEqual([[10, 20], 20, []]);
});

test('what somebody has lowered stays there, and is said; what is lower still is told', async () => {
  const { target, channel, notes, aim } = await told10();
  target.percentage = 3;
  await aim(20);
  await aim(30);
  expect([target.told, channel.isBelow, notes]).toEqual([
    [10],
    true,
    [{ kind: 'below', target: A, percentage: 3 }],
  ]);
  await aim(2);
  expect([target.told, channel.isBelow]).toEqual([[10, 2], false]);
});

test('what somebody has raised is said, and told what was decided', async () => {
  const { target, channel, notes, aim } = await told10();
  target.percentage = 90;
  await aim(20);
  expect([target.told, channel.confirmed, notes]).toEqual([
    [10, 20],
    20,
    [{ kind: 'above', target: A, percentage: 90 }],
  ]);
});

test('a lowering waits for no look, also where one is under way', async () => {
  const { target, channel, aim } = await told10();
  target.percentage = 3;
  await aim(1);
  expect([target.told, channel.isBelow]).toEqual([[10, 1], false]);
});

test('a target that cannot be read is told after a while all the same', async () => {
  const { target, notes, aim, clock } = await told10();
  target.isUnreadable = true;
  await aim(20);
  expect([target.told, notes]).toEqual([[10], [{ kind: 'failed', target: A, why: 'away' }]]);
  await clock.advance(1);
  expect(target.told).toEqual([10, 20]);
});
