import { expect, test } from 'vitest';
import type { Outcome } from '../../../../src/control/actuators/actuator.ts';
import { openChannel } from '../../../support/control/open-channel.ts';

/** A program: what it is told cannot be read; each call ends when the test says so. */
async function toldProgram() {
  const calls: { readonly percentage: number; readonly end: (outcome: Outcome) => void }[] = [];
  const { channel, clock, aim } = openChannel({
    apply: ({ percentage }) => new Promise((end) => calls.push({ percentage, end })),
  });
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
