import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { KillSwitch } from '../../../src/control/controller/kill.ts';
import { writeRequest } from '../../../src/control/controller/write-request.ts';
import { newRecord, type RolloutRecord } from '../../../src/control/record/record.ts';
import { pause as pauseRollout, resume, start, unkill } from '../../../src/control/record/request-writes.ts';
import { systemClock } from '../../../src/prometheus/system-clock.ts';
import {
  brokenRules,
  callsIn,
  ETCD_SETTINGS,
  inForce,
  loggedTarget,
  openEtcdStore,
  recordsOf,
} from '../../support/control/etcd-schedule.ts';
import { randomFrom } from '../../support/control/simulation.ts';
import { Etcd, hasEtcd } from '../../support/etcd.ts';
import { root } from '../../support/script.ts';
import { until } from '../../support/until.ts';

const ROUNDS = 5;
/** Schedules beside each other, on one etcd. */
const SCHEDULES = 6;
const STEPS = 8;
/** After this no other round is begun. */
const MAX_SECONDS = 60;

const bundle = join(root, 'node_modules/.cache/rollout', `etcd-process-${process.pid}.mjs`);
const request = (verb: string, id: string) => ({
  id,
  verb,
  by: 'ann@host',
  at: '2026-11-24T09:00:00Z',
  reason: '',
});

/** Two controllers of one rollout as processes, and what happens to them. */
class Schedule {
  readonly directory = mkdtempSync(join(tmpdir(), 'rollout-schedule-'));
  readonly prefix: string;
  readonly #endpoint: string;
  readonly #random: () => number;
  readonly #processes: ChildProcess[] = [];
  #asked = 0;

  constructor(endpoint: string, seed: number) {
    this.#endpoint = endpoint;
    this.prefix = `schedules/${seed}`;
    this.#random = randomFrom(seed);
    writeFileSync(join(this.directory, 'called.ndjson'), '');
  }

  /** Begins it, while etcd is there. */
  async begin(): Promise<void> {
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
      const { percentage, number } = inForce(callsIn(this.directory));
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
      settings: ETCD_SETTINGS,
      note: () => {},
    };
    const actuators = [loggedTarget(this.directory, 0)];
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
    return openEtcdStore(this.#endpoint, this.prefix, 'host/0');
  }

  #spawn(): void {
    const words = [bundle, this.directory, this.#endpoint, this.prefix];
    this.#processes.push(spawn(process.execPath, words, { stdio: ['ignore', 'ignore', 'inherit'] }));
  }
}

async function ended(one: ChildProcess): Promise<void> {
  if (one.exitCode !== null || one.signalCode !== null) return;
  const closed = once(one, 'close');
  one.kill('SIGKILL');
  await closed;
}

describe.skipIf(!hasEtcd())('controllers as processes, on a real etcd', () => {
  let etcd: Etcd;
  beforeAll(async () => {
    await build({
      entryPoints: [join(root, 'test/support/control/etcd-process-main.ts')],
      outfile: bundle,
      bundle: true,
      format: 'esm',
      platform: 'node',
      target: 'node20.17',
      packages: 'external',
      logLevel: 'warning',
    });
    etcd = await Etcd.start();
  });
  afterAll(async () => {
    await etcd?.stop();
    rmSync(bundle, { force: true });
  });

  /** Now and then it stands still, or is ended and started again. */
  async function disturb(random: () => number, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await pause(1000 + random() * 2000);
      if (random() < 0.3) {
        await etcd.kill();
        await pause(random() * 500);
        await etcd.restart();
      } else {
        etcd.signal('SIGSTOP');
        await pause(random() * 1500);
        etcd.signal('SIGCONT');
      }
    }
  }

  test('keep the rules through kill -9, standstill, kills and an etcd that goes away', async () => {
    const begun = systemClock.monotonic();
    let calls = 0;
    for (let round = 0; round < ROUNDS && systemClock.monotonic() - begun < MAX_SECONDS; round++) {
      const seeds = Array.from({ length: SCHEDULES }, (_, i) => round * SCHEDULES + i);
      const schedules = seeds.map((seed) => new Schedule(etcd.url, seed));
      await Promise.all(schedules.map((schedule) => schedule.begin()));
      const over = new AbortController();
      const disturbing = disturb(randomFrom(1000 + round), over.signal);
      await Promise.all(schedules.map((schedule) => schedule.run()));
      over.abort();
      await disturbing;
      await Promise.all(schedules.map((schedule) => schedule.settles()));
      await Promise.all(schedules.map((schedule) => schedule.end()));
      const gateway = await etcd.gateway();
      for (const { prefix, directory } of schedules) {
        const called = callsIn(directory);
        const broken = brokenRules(await recordsOf(gateway, prefix), called);
        expect({ prefix, broken }).toEqual({ prefix, broken: [] });
        calls += called.length;
      }
      for (const schedule of schedules) schedule.close();
    }
    expect(calls).toBeGreaterThan(SCHEDULES);
  });
});
