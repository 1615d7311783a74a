import { randomUUID } from 'node:crypto';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Actuator } from '../../../src/control/actuators/actuator.ts';
import type { ControlSettings } from '../../../src/control/controller/settings.ts';
import { processStart } from '../../../src/control/process-start.ts';
import { DirectoryStore } from '../../../src/control/state/directory-store.ts';
import { type Processes, thisMachine } from '../../../src/control/state/holder.ts';
import { systemClock } from '../../../src/prometheus/system-clock.ts';

/** Short times, so that a test is short. */
export const FAST = {
  clock: systemClock,
  settings: {
    callLimit: 5,
    retry: 0.02,
    poll: 0.01,
    resync: 0.5,
    settle: 0.5,
    margin: 1,
  } satisfies ControlSettings,
};

export const thisProcess = (): Processes => ({ pid: process.pid, processStart, machine: thisMachine() });

export const openDirectory = (directory: string): DirectoryStore =>
  new DirectoryStore({ directory, processes: thisProcess() });

interface Told {
  readonly percentage: number;
  readonly number: number;
}

const fileOf = (directory: string): string => join(directory, 'target.json');

/** What a target in a file was told last. */
export function toldTo(directory: string): Told {
  try {
    return JSON.parse(readFileSync(fileOf(directory), 'utf8'));
  } catch {
    return { percentage: 0, number: 0 };
  }
}

/** A target in a file of the directory, which refuses old numbers. */
export const fileTarget = (directory: string): Actuator => ({
  kind: 'file',
  target: 'file',
  flag: 'flag',
  isFencing: true,
  round: (percentage) => percentage,
  apply: async ({ percentage, number }) => {
    const before = toldTo(directory);
    if (percentage > 0 && number < before.number) return { kind: 'refused', why: 'an older number' };
    const temporary = join(directory, `target.${randomUUID()}`);
    writeFileSync(temporary, JSON.stringify({ percentage, number: Math.max(number, before.number) }));
    renameSync(temporary, fileOf(directory));
    return { kind: 'confirmed' };
  },
  read: async () => ({ kind: 'percentage', percentage: toldTo(directory).percentage }),
});
