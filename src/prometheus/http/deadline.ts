import type { Seconds } from '../../text/duration.ts';

/**
 * `stopped` fires when the time is over or the caller's signal does; `done` clears the timer and the
 * listener.
 */
export function deadline(timeout: Seconds, signal?: AbortSignal) {
  const controller = new AbortController();
  let isLate = false;
  const stop = () => controller.abort();
  const expire = () => {
    isLate = true;
    stop();
  };
  const timer = setTimeout(expire, Math.max(1, timeout * 1000));
  if (signal?.aborted) stop();
  signal?.addEventListener('abort', stop, { once: true });
  const done = () => {
    clearTimeout(timer);
    signal?.removeEventListener('abort', stop);
  };
  return { stopped: controller.signal, isLate: () => isLate, done };
}
