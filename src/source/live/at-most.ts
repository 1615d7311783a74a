import type { Seconds } from '../../text/duration.ts';
import type { TickClock } from '../source.ts';

/** Waits for answers, but no longer than some seconds, nor after the signal fires. */
export async function atMost(
  answers: Promise<unknown>,
  seconds: Seconds,
  { clock, signal }: { readonly clock: TickClock; readonly signal?: AbortSignal },
): Promise<void> {
  const done = new AbortController();
  const stop = () => done.abort('answered');
  signal?.addEventListener('abort', stop, { once: true });
  await Promise.race([answers, clock.sleep(seconds, done.signal)]);
  stop();
  signal?.removeEventListener('abort', stop);
}
