import type { Clock } from '../../src/prometheus/clock.ts';

/** A clock that a test moves; `sleeps` are the pauses asked for. */
export interface FakeClock extends Clock {
  readonly sleeps: readonly number[];
  /** Moves time on, and wakes who sleeps until then. */
  advance(seconds: number): Promise<void>;
  /** Sets the wall clock forward, or back; time does not pass. */
  set(seconds: number): void;
}

/** `isEager`: whoever sleeps wakes at once, and time has passed. */
export function fakeClock(start = 1_000_000, isEager = false): FakeClock {
  let now = start;
  let lead = 0;
  const sleeps: number[] = [];
  let sleepers: { until: number; wake: () => void }[] = [];
  return {
    sleeps,
    now: () => now + lead,
    monotonic: () => now,
    random: () => 0,
    async sleep(seconds, signal) {
      sleeps.push(seconds);
      if (isEager) now += seconds;
      if (isEager || signal?.aborted || seconds <= 0) return;
      await new Promise<void>((wake) => {
        const stop = () => {
          signal?.removeEventListener('abort', stop);
          wake();
        };
        sleepers.push({ until: now + seconds, wake: stop });
        signal?.addEventListener('abort', stop, { once: true });
      });
    },
    set(seconds) {
      lead += seconds;
    },
    async advance(seconds) {
      now += seconds;
      for (const sleeper of sleepers) if (sleeper.until <= now + 1e-9) sleeper.wake();
      sleepers = sleepers.filter(({ until }) => until > now + 1e-9);
      await new Promise((done) => setImmediate(done));
    },
  };
}
