import { setTimeout as pause } from 'node:timers/promises';
import type { Clock } from './clock.ts';

/** The clocks of this machine. */
export const systemClock: Clock = {
  now: () => Date.now() / 1000,
  monotonic: () => performance.now() / 1000,
  sleep: (seconds, signal) => pause(Math.max(0, seconds) * 1000, undefined, { signal }).catch(() => {}),
  random: Math.random,
};
