import { expect, test } from 'vitest';
import type { Actuator, Outcome, Reading } from '../../../../src/control/actuators/actuator.ts';
import type { Decision } from '../../../../src/control/decision.ts';
import { openChannel, TARGET } from '../../../support/control/open-channel.ts';

/** A target that can be read; `percentage` is what is in force, whoever set it. */
class Target {
  percentage = 0;
  isUnreadable = false;
  reads = 0;
  readonly told: number[] = [];

  readonly apply = async ({ percentage }: Decision): Promise<Outcome> => {
    this.told.push(percentage);
    this.percentage = percentage;
    return { kind: 'confirmed' };
  };

  readonly read = async (): Promise<Reading> => {
    this.reads++;
    if (this.isUnreadable) return { kind: 'unreadable', why: 'away' };
    return { kind: 'percentage', percentage: this.percentage };
  };
}

/** A target that was told 10 % and confirmed it. */
async function told10(partsOf: (target: Target) => Partial<Actuator> = () => ({})) {
  const target = new Target();
  const { apply, read } = target;
  const { channel, notes, clock, ...opened } = openChannel({ apply, read, ...partsOf(target) });
  const aim = async (percentage: number) => {
    opened.aim(percentage);
    await clock.advance(0);
  };
  await aim(10);
  return { target, channel, notes, aim, clock };
}

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
    [{ kind: 'below', target: TARGET, percentage: 3 }],
  ]);
  await aim(2);
  expect([target.told, channel.isBelow]).toEqual([[10, 2], false]);
});

test('what somebody had raised before a call that compares lowered it is said', async () => {
  let replaced: number | undefined;
  const { channel, notes, aim } = await told10(() => ({
    isComparing: true,
    apply: async () => ({ kind: 'confirmed', ...(replaced !== undefined && { replaced }) }),
  }));
  expect(notes).toEqual([]);
  replaced = 90;
  await aim(20);
  expect([channel.confirmed, notes]).toEqual([20, [{ kind: 'above', target: TARGET, percentage: 90 }]]);
});

test('what somebody has raised is said, and told what was decided', async () => {
  const { target, channel, notes, aim } = await told10();
  target.percentage = 90;
  await aim(20);
  expect([target.told, channel.confirmed, notes]).toEqual([
    [10, 20],
    20,
    [{ kind: 'above', target: TARGET, percentage: 90 }],
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
  expect([target.told, notes]).toEqual([[10], [{ kind: 'failed', target: TARGET, why: 'away' }]]);
  await clock.advance(1);
  expect(target.told).toEqual([10, 20]);
});

/** It compares before it raises. */
const comparing = (target: Target): Partial<Actuator> => ({
  isFencing: true,
  isComparing: true,
  apply: async (decision, { confirmed = 0 }) => {
    const { percentage: inForce } = target;
    if (inForce < confirmed) return { kind: 'refused', why: 'edited', inForce };
    return target.apply(decision);
  },
});

test('one that compares is not read before a raise and after an answer', async () => {
  const { target, channel, notes, aim } = await told10(comparing);
  await aim(20);
  await aim(5);
  expect([target.told, target.reads, channel.confirmed, notes]).toEqual([[10, 20, 5], 0, 5, []]);
  channel.resync();
  expect(target.reads).toBe(1);
});

test('one that compares and refuses what somebody has lowered is left there, and not asked again', async () => {
  const { target, channel, notes, aim, clock } = await told10(comparing);
  target.percentage = 3;
  await aim(20);
  await clock.advance(60);
  expect([target.told, channel.isBelow, channel.isRefusedByNumber, notes]).toEqual([
    [10],
    true,
    false,
    [{ kind: 'below', target: TARGET, percentage: 3 }],
  ]);
  await aim(2);
  expect([target.told, channel.isBelow, channel.confirmed]).toEqual([[10, 2], false, 2]);
});
