import type { Seconds } from '../text/duration.ts';
import type { Clock } from './clock.ts';

/** The clocks of this machine. */
export const systemClock: Clock = {
  now: () => Date.now() / 1000,
  monotonic: () => performance.now() / 1000,
  sleep,
  random: Math.random,
};

/** A process with hundreds of runs sleeps thousands of times a second: no error is made for a sleep that ends early. */
function sleep(seconds: Seconds, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve();
    const end = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, Math.max(0, seconds) * 1000);
    signal?.addEventListener('abort', end, { once: true });
  });
}
