import { setTimeout as pause } from 'node:timers/promises';
import { systemClock } from '../../../src/prometheus/system-clock.ts';
import { randomFrom } from './simulation.ts';
import { Schedule, type SchedulePlace } from './store-schedule.ts';

/** Schedules beside each other, on one server. */
const SCHEDULES = 6;

/** What goes away, and comes back. */
export interface DisturbedServer {
  signal(name: NodeJS.Signals): void;
  kill(): Promise<void>;
  restart(): Promise<void>;
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
    await runRound(schedules, server, randomFrom(1000 + round));
    for (const [i, schedule] of schedules.entries()) {
      const judged = await schedule.judged();
      if (judged.broken.length > 0) broken[seeds[i]!] = judged.broken;
      calls += judged.calls;
      schedule.close();
    }
  }
  return { broken, calls };
}

async function runRound(
  schedules: readonly Schedule[],
  server: DisturbedServer,
  random: () => number,
): Promise<void> {
  const all = (act: (schedule: Schedule) => Promise<void>) => Promise.all(schedules.map(act));
  await all((schedule) => schedule.begin());
  const over = new AbortController();
  const disturbing = disturb(server, random, over.signal);
  await all((schedule) => schedule.run());
  over.abort();
  await disturbing;
  await all((schedule) => schedule.settles());
  await all((schedule) => schedule.end());
}
