import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Actuator } from '../../../src/control/actuators/actuator.ts';
import { KillSwitch } from '../../../src/control/controller/kill.ts';
import { writeRequest } from '../../../src/control/controller/write-request.ts';
import { newRecord, type RolloutRecord } from '../../../src/control/record/record.ts';
import { pause as pauseRollout, resume, start, unkill } from '../../../src/control/record/request-writes.ts';
import { systemClock } from '../../../src/prometheus/system-clock.ts';
import { until } from '../until.ts';
import {
  brokenRules,
  type Called,
  callsIn,
  inForce,
  loggedTarget,
  SCHEDULE_SETTINGS,
} from './schedule-rules.ts';
import { randomFrom } from './simulation.ts';
import type { TestedStore } from './store-suite.ts';

const STEPS = 8;

/** Where the record of a schedule is. */
export interface SchedulePlace {
  open(owner: string): Promise<TestedStore>;
  /** Before the first controller. */
  prepare?(): Promise<void>;
  /** By which the program of a controller finds it. */
  readonly words: readonly string[];
  /** Every record that was ever written, the first one first. */
  records(): Promise<readonly RolloutRecord[]>;
  /** A file in the directory of the schedule where it is not given. */
  readonly target?: ScheduledTarget;
}

/** What the controllers of a schedule move. */
export interface ScheduledTarget {
  readonly actuator: Actuator;
  /** All calls that it took, in that order. */
  calls(): Promise<readonly Called[]>;
}

const fileTarget = (directory: string): ScheduledTarget => ({
  actuator: loggedTarget(directory, 0),
  calls: async () => callsIn(directory),
});

const request = (verb: string, id: string) => ({
  id,
  verb,
  by: 'ann@host',
  at: '2026-11-24T09:00:00Z',
  reason: '',
});

/** Two controllers of one rollout as processes, and what happens to them. */
export class Schedule {
  readonly directory = mkdtempSync(join(tmpdir(), 'rollout-schedule-'));
  readonly place: SchedulePlace;
  readonly #main: string;
  readonly #target: ScheduledTarget;
  readonly #random: () => number;
  readonly #processes: ChildProcess[] = [];
  #asked = 0;

  /** `main` is the program of a controller. */
  constructor(place: SchedulePlace, seed: number, main: string) {
    this.place = place;
    this.#main = main;
    this.#target = place.target ?? fileTarget(this.directory);
    this.#random = randomFrom(seed);
    writeFileSync(join(this.directory, 'called.ndjson'), '');
  }

  /** Begins it, while etcd is there. */
  async begin(): Promise<void> {
    await this.place.prepare?.();
    const store = await this.#store();
    const first: RolloutRecord = { ...newRecord('checkout', 'plan'), started: true };
    await until(async () => (await store.create(first)) !== 'unknown');
    this.#spawn();
    this.#spawn();
  }

  async run(): Promise<void> {
    for (let step = 0; step < STEPS; step++) {
      await pause(this.#random() * 800);
      await this.#fault();
    }
    for (const one of this.#processes) one.kill('SIGCONT');
  }

  /** With etcd there and all processes awake: one leads, and the target has what the record says, or less. */
  async settles(): Promise<void> {
    const store = await this.#store();
    await until(async () => {
      const [found, holder] = [await store.read(), await store.holder()];
      if (found.kind === 'unknown' || holder.kind === 'unknown') return false;
      const { value: record } = found;
      const { percentage, number } = inForce(await this.#target.calls());
      return (
        record.holder !== null && record.holder === holder.value && percentage <= record.ceiling && number > 0
      );
    });
  }

  async end(): Promise<void> {
    await Promise.all(this.#processes.map(ended));
  }

  close(): void {
    rmSync(this.directory, { recursive: true });
  }

  /** What is not as the rules say, in words; and how many calls there were. */
  async judged(): Promise<{ readonly broken: readonly string[]; readonly calls: number }> {
    const called = await this.#target.calls();
    return { broken: brokenRules(await this.place.records(), called), calls: called.length };
  }

  async #fault(): Promise<void> {
    const which = Math.floor(this.#random() * 7);
    const one = this.#processes[Math.floor(this.#random() * this.#processes.length)]!;
    const still = this.#random() * 5000;
    if (which === 0) {
      this.#processes.splice(this.#processes.indexOf(one), 1);
      await ended(one);
      this.#spawn();
    } else if (which <= 2) {
      one.kill('SIGSTOP');
      if (which === 1) await pause(still);
      one.kill('SIGCONT');
    } else if (which <= 4) await this.#ask(this.#random() < 0.5 ? 'pause' : 'resume');
    else await this.#kill(which === 5);
  }

  async #ask(verb: 'pause' | 'resume'): Promise<void> {
    const write = verb === 'pause' ? pauseRollout : resume;
    await writeRequest(await this.#store(), write, request(verb, `${this.#asked++}`));
  }

  /** Off, and on again where that may be. */
  async #kill(isWaitedFor: boolean): Promise<void> {
    const store = await this.#store();
    const signal = AbortSignal.timeout(isWaitedFor ? 4000 : 200);
    const options = {
      rollout: 'checkout',
      store,
      clock: systemClock,
      settings: SCHEDULE_SETTINGS,
      note: () => {},
    };
    const actuators = [this.#target.actuator];
    await new KillSwitch({
      ...options,
      actuators,
      request: request('kill', `${this.#asked++}`),
      signal,
    }).run();
    await writeRequest(store, unkill, request('unkill', `${this.#asked++}`));
    await writeRequest(store, start, request('start', `${this.#asked++}`));
  }

  #store() {
    return this.place.open('host/0');
  }

  #spawn(): void {
    const words = [this.#main, this.directory, ...this.place.words];
    this.#processes.push(spawn(process.execPath, words, { stdio: ['ignore', 'ignore', 'inherit'] }));
  }
}

async function ended(one: ChildProcess): Promise<void> {
  if (one.exitCode !== null || one.signalCode !== null) return;
  const closed = once(one, 'close');
  one.kill('SIGKILL');
  await closed;
}
