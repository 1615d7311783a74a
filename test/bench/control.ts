import { setMaxListeners } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { connect } from '../../src/prometheus/connect.ts';
import { systemClock } from '../../src/prometheus/system-clock.ts';
import type { Seconds } from '../../src/text/duration.ts';
import { answers } from '../support/control/answers.ts';
import { folderOf, rolloutOf } from '../support/control/rollout-of.ts';
import { SimulatedClock } from '../support/simulated-clock.ts';
import { type Loopback, startLoopback } from './loopback.ts';
import type { Row } from './row.ts';

const DAY: Seconds = 86_400;
const START = 1_760_000_000;
const WARM_TICKS = 1000;
const TICKS = 3000;
const ROLLOUTS = 500;
const INTERVAL: Seconds = 10;
/** Two ticks. */
const WINDOW: Seconds = 20;

/** What rollouts that run take of a machine. */
export async function* control(): AsyncGenerator<Row> {
  yield* tick();
  yield* manyRollouts();
}

/** Processor time of a second of a rollout that climbs, its record, its files and its targets included, but for its queries. */
async function* tick(): AsyncGenerator<Row> {
  const folder = mkdtempSync(join(tmpdir(), 'rollout-bench-'));
  const clock = new SimulatedClock(START, []);
  const stop = new AbortController();
  let ticks = 0;
  let before = process.cpuUsage();
  let used = 0;
  const onTick = () => {
    ticks++;
    if (ticks === WARM_TICKS) before = process.cpuUsage();
    if (ticks < WARM_TICKS + TICKS) return;
    used = millisecondsSince(before);
    stop.abort();
  };
  const { signal } = stop;
  const world = { folder, clock, signal, api: answers(() => 50) };
  const run = await rolloutOf({ ...world, name: 'one', interval: 1, ramp: DAY, onTick });
  try {
    await clock.until(run.run());
    yield { name: 'control: a tick of one rollout', value: used / TICKS, unit: 'ms of its own', atMost: 2 };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const millisecondsSince = (before: NodeJS.CpuUsage): number => {
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
};

/** 500 rollouts in this process, each with its own connection to a server in another one. */
async function* manyRollouts(): AsyncGenerator<Row> {
  const folder = mkdtempSync(join(tmpdir(), 'rollout-bench-'));
  const server = await startLoopback();
  const farm = new Farm(folder, server);
  try {
    await farm.start();
    const name = `control: ${ROLLOUTS} rollouts at ${INTERVAL} s`;
    yield { name: `${name}, all climb`, value: await farm.load(), unit: 'processors', atMost: 0.5 };
    await server.set(80);
    await farm.ticks(2);
    const before = farm.versions();
    yield { name: `${name}, all hold`, value: await farm.load(), unit: 'processors', atMost: 0.5 };
    const written = farm.versions().filter((version) => !before.includes(version)).length;
    yield { name: `${name}: records and journals written`, value: written, unit: 'on hold', atMost: 0 };
  } finally {
    await farm.stop();
    server.stop();
    rmSync(folder, { recursive: true });
  }
}

class Farm {
  readonly #folder: string;
  readonly #server: Loopback;
  readonly #stopped = new AbortController();
  #runs: Promise<unknown>[] = [];
  #ticks = 0;

  constructor(folder: string, server: Loopback) {
    this.#folder = folder;
    this.#server = server;
    setMaxListeners(0, this.#stopped.signal);
  }

  /** Starts all of them, and waits until they climb. */
  async start(): Promise<void> {
    const { signal } = this.#stopped;
    for (let i = 0; i < ROLLOUTS; i++) {
      const api = await connect({ url: this.#server.url });
      const world = { folder: this.#folder, clock: systemClock, signal, api };
      const onTick = () => {
        this.#ticks++;
      };
      const run = await rolloutOf({ ...world, name: `r-${i}`, interval: INTERVAL, ramp: DAY, onTick });
      this.#runs.push(run.run());
    }
    await this.ticks(3);
  }

  /** Waits until all have run so many ticks. */
  async ticks(count: number): Promise<void> {
    const end = this.#ticks + count * ROLLOUTS;
    while (this.#ticks < end) await sleep(100);
  }

  /** Processor time of this process for a while, as a share of that. */
  async load(): Promise<number> {
    const [before, begun] = [process.cpuUsage(), performance.now()];
    await sleep(WINDOW * 1000);
    return millisecondsSince(before) / (performance.now() - begun);
  }

  /** Every record and every journal: a name and what changes with each write. */
  versions(): string[] {
    return Array.from({ length: ROLLOUTS }, (_, i) => folderOf(this.#folder, `r-${i}`)).flatMap((folder) =>
      [folder, join(folder, 'journal')].flatMap((one) =>
        readdirSync(one)
          .filter((name) => /^(record|journal)\./.test(name))
          .map((name) => versionOf(join(one, name))),
      ),
    );
  }

  async stop(): Promise<void> {
    this.#stopped.abort();
    await Promise.all(this.#runs);
    this.#runs = [];
  }
}

function versionOf(file: string): string {
  const { ino, size, mtimeMs } = statSync(file);
  return `${file} ${ino} ${size} ${mtimeMs}`;
}
