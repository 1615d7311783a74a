import { expect, test } from 'vitest';
import { KillSwitch } from '../../../../src/control/controller/kill.ts';
import type { KillNote } from '../../../../src/control/controller/kill-options.ts';
import { newRecord, type RolloutRecord } from '../../../../src/control/record/record.ts';
import { FAST, fileTarget, openDirectory, toldTo } from '../../../support/control/file-target.ts';
import { recordIn } from '../../../support/control/record-in.ts';
import { eachWithProcesses } from '../../../support/control/state-processes.ts';
import { until } from '../../../support/until.ts';

const RUNNING: RolloutRecord = { ...newRecord('checkout', 'plan'), started: true };

const opened = eachWithProcesses();

const request = { id: 'k', verb: 'kill', by: 'somebody', at: '', reason: '' };

function startKill(directory: string, notes: string[]) {
  const note = ({ kind }: KillNote) => void notes.push(kind);
  const store = openDirectory(directory);
  return new KillSwitch({
    rollout: 'checkout',
    store,
    actuators: [fileTarget(directory)],
    ...FAST,
    request,
    note,
    signal: new AbortController().signal,
  }).run();
}

test('a controller that is killed is followed by one that never raises, and a kill says whose call may land', async () => {
  const processes = opened();
  const { directory } = processes;
  const store = openDirectory(directory);
  store.create(RUNNING);
  for (let round = 0; round < 4; round++) {
    const child = processes.start('control');
    await until(() => child.lines.includes('leads'));
    await child.saysMore(4 + 3 * round);
    await child.kill();
    const { ceiling, target } = await recordIn(store);
    const { percentage } = toldTo(directory);
    expect(percentage).toBeLessThanOrEqual(ceiling);
    const next = processes.start('control');
    await until(() => next.lines.includes('leads'));
    await until(() => next.lines.some((line) => line.startsWith('at ')));
    const first = Number(next.lines.find((line) => line.startsWith('at '))!.slice(3));
    expect(first).toBeLessThanOrEqual(Math.min(target, percentage));
    await next.kill();
  }
  const { unclean } = await recordIn(store);
  const notes: string[] = [];
  expect(await startKill(directory, notes)).toBe('guarded');
  expect(notes).toEqual(expect.arrayContaining(['durable', 'off', 'confirmed']));
  expect(toldTo(directory).percentage).toBe(0);
  const { killed, ceiling } = await recordIn(store);
  expect([killed!.confirmed, ceiling]).toEqual(['dirty', 0]);
  expect(killed!.late).toEqual(expect.arrayContaining([...unclean]));
});

test('a kill beside a controller that is stopped is off at once, and confirmed when that goes on', async () => {
  const processes = opened();
  const { directory } = processes;
  const store = openDirectory(directory);
  store.create(RUNNING);
  const child = processes.start('control');
  await until(() => toldTo(directory).percentage > 2);
  child.process.kill('SIGSTOP');
  const notes: string[] = [];
  const ended = startKill(directory, notes);
  await until(() => notes.includes('off') && notes.includes('durable'));
  expect(toldTo(directory).percentage).toBe(0);
  expect((await recordIn(store)).killed?.confirmed).toBeNull();
  child.process.kill('SIGCONT');
  expect(await ended).toBe('confirmed');
  expect(toldTo(directory).percentage).toBe(0);
});
