import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { build } from 'esbuild';
import type { Actuator } from '../../../src/control/actuators/actuator.ts';
import { KillSwitch } from '../../../src/control/controller/kill.ts';
import { writeRequest } from '../../../src/control/controller/write-request.ts';
import { newRecord, type RolloutRecord } from '../../../src/control/record/record.ts';
import { pause as pauseRollout, resume, start, unkill } from '../../../src/control/record/request-writes.ts';
import { systemClock } from '../../../src/prometheus/system-clock.ts';
import { root } from '../script.ts';
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
/** Schedules beside each other, on one server. */
const SCHEDULES = 6;

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

/** What goes away, and comes back. */
export interface DisturbedServer {
  signal(name: NodeJS.Signals): void;
  kill(): Promise<void>;
  restart(): Promise<void>;
}

const request = (verb: string, id: string) => ({
  id,
  verb,
  by: 'ann@host',
  at: '2026-11-24T09:00:00Z',
  reason: '',
});

/** Bundles the program of a controller into a file that is removed afterwards. */
export async function bundleController(main: string): Promise<string> {
  const outfile = join(root, 'node_modules/.cache/rollout', `schedule-${process.pid}.mjs`);
  await build({
    entryPoints: [join(root, 'test/support/control', main)],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.17',
    packages: 'external',
    logLevel: 'warning',
  });
  return outfile;
}

/** Now and then a server stands still, or is ended and started again. */
async function disturb(server: DisturbedServer, random: () => number, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await pause(1000 + random() * 2000);
    if (random() < 0.3) {
      await server.kill();
      await pause(random() * 500);
      await server.restart();
    } else {
      server.signal('SIGSTOP');
      await pause(random() * 1500);
      server.signal('SIGCONT');
    }
  }
}

export interface RoundsOptions {
  readonly server: DisturbedServer;
  readonly placeOf: (seed: number) => SchedulePlace;
  readonly main: string;
  readonly rounds: number;
  /** After this no other round is begun. */
  readonly seconds: number;
}

/** What broke, by the seed of its schedule; and how many calls there were. */
export async function runRounds(options: RoundsOptions): Promise<{ broken: object; calls: number }> {
  const { server, placeOf, main, rounds, seconds } = options;
  const begun = systemClock.monotonic();
  const broken: Record<number, readonly string[]> = {};
  let calls = 0;
  for (let round = 0; round < rounds && systemClock.monotonic() - begun < seconds; round++) {
    const seeds = Array.from({ length: SCHEDULES }, (_, i) => round * SCHEDULES + i);
    const schedules = seeds.map((seed) => new Schedule(placeOf(seed), seed, main));
    await Promise.all(schedules.map((schedule) => schedule.begin()));
    const over = new AbortController();
    const disturbing = disturb(server, randomFrom(1000 + round), over.signal);
    await Promise.all(schedules.map((schedule) => schedule.run()));
    over.abort();
    await disturbing;
    await Promise.all(schedules.map((schedule) => schedule.settles()));
    await Promise.all(schedules.map((schedule) => schedule.end()));
    for (const [i, schedule] of schedules.entries()) {
      const judged = await schedule.judged();
      if (judged.broken.length > 0) broken[seeds[i]!] = judged.broken;
      calls += judged.calls;
      schedule.close();
    }
  }
  return { broken, calls };
}

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
