import { expect, test } from 'vitest';
import type { Outcome, Reading } from '../../../../src/control/actuators/actuator.ts';
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

/** A target that compares before it raises, told 10 %; `reads` counts what is read beside its calls. */
async function comparing10() {
  const target = { percentage: 0, told: [] as number[], reads: 0 };
  const notes: ChannelNote[] = [];
  const clock = fakeClock();
  const channel = new Channel({
    actuator: {
      kind: 'simulated',
      target: A,
      flag: 'f',
      isFencing: true,
      isComparing: true,
      round: Math.floor,
      apply: async ({ percentage }, { confirmed = 0 }) => {
        const { percentage: inForce } = target;
        if (inForce < confirmed) return { kind: 'refused', why: 'edited', inForce };
        target.told.push(percentage);
        target.percentage = percentage;
        return { kind: 'confirmed' };
      },
      read: async () => {
        target.reads++;
        return { kind: 'percentage', percentage: target.percentage };
      },
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

test('one that compares is not read before a raise and after an answer', async () => {
  const { target, channel, notes, aim } = await comparing10();
  await aim(20);
  await aim(5);
  expect([target.told, target.reads, channel.confirmed, notes]).toEqual([[10, 20, 5], 0, 5, []]);
  channel.resync();
  expect(target.reads).toBe(1);
});

test('one that compares and refuses what somebody has lowered is left there, and not asked again', async () => {
  const { target, channel, notes, aim, clock } = await comparing10();
  target.percentage = 3;
  await aim(20);
  await clock.advance(60);
  expect([target.told, channel.isBelow, channel.isRefusedByNumber, notes]).toEqual([
    [10],
    true,
    false,
    [{ kind: 'below', target: A, percentage: 3 }],
  ]);
  await aim(2);
  expect([target.told, channel.isBelow, channel.confirmed]).toEqual([[10, 2], false, 2]);
});

/** A program: what it is told cannot be read; each call ends when the test says so. */
async function toldProgram() {
  const calls: { readonly percentage: number; readonly end: (outcome: Outcome) => void }[] = [];
  const clock = fakeClock();
  const channel = new Channel({
    actuator: {
      kind: 'simulated',
      target: 'a',
      flag: 'f',
      isFencing: false,
      round: Math.floor,
      apply: ({ percentage }) => new Promise((end) => calls.push({ percentage, end })),
    },
    clock,
    settings: SETTINGS,
    mayCall: () => true,
    note: () => {},
    onChange: () => {},
  });
  const aim = (percentage: number, killed = false) =>
    channel.aim({ rollout: 'r', flag: 'f', percentage, pass_through: null, killed, number: 1 });
  const end = async (kind: 'confirmed' | 'refused', at = calls.length - 1) => {
    calls[at]!.end(kind === 'confirmed' ? { kind } : { kind, why: 'no' });
    await clock.advance(0);
  };
  const told = () => calls.map(({ percentage }) => percentage);
  aim(10);
  await end('confirmed');
  return { channel, clock, aim, end, told };
}

test('one that cannot be read is told again, and has confirmed all the while, unless that fails', async () => {
  const { channel, end, told } = await toldProgram();
  channel.resync();
  expect([told(), channel.isUnderWay, channel.confirmed]).toEqual([[10, 10], true, 10]);
  await end('confirmed');
  expect([channel.isUnderWay, channel.confirmed]).toEqual([false, 10]);
  channel.resync();
  await end('refused');
  expect([channel.isConfirmed, channel.confirmed]).toEqual([false, undefined]);
});

test('a raise waits for that call, a lowering does not, and is told once more after it', async () => {
  const { channel, aim, end, told } = await toldProgram();
  channel.resync();
  aim(20);
  expect([told(), channel.isConfirmed]).toEqual([[10, 10], false]);
  await end('confirmed');
  await end('confirmed');
  expect([told(), channel.confirmed]).toEqual([[10, 10, 20], 20]);
  channel.resync();
  aim(5);
  expect([told().slice(3), channel.isConfirmed]).toEqual([[20, 5], false]);
  await end('confirmed', 4);
  expect(told().slice(3)).toEqual([20, 5]);
  await end('confirmed', 3);
  expect([told().slice(3), channel.isConfirmed]).toEqual([[20, 5, 5], false]);
  await end('confirmed');
  expect(channel.confirmed).toBe(5);
});

test('a lowering that fails beside another call is told again after a while', async () => {
  const { aim, clock, end, told } = await toldProgram();
  aim(20);
  aim(5);
  await end('refused');
  expect(told()).toEqual([10, 20, 5]);
  await clock.advance(1);
  expect(told()).toEqual([10, 20, 5, 5]);
});

test('a kill at 0 % is told after a call of 0 % that was none', async () => {
  const { channel, aim, end, told } = await toldProgram();
  aim(0);
  aim(0, true);
  await end('confirmed');
  expect([told(), channel.isConfirmed]).toEqual([[10, 0, 0], false]);
  await end('confirmed');
  expect(channel.confirmed).toBe(0);
});
