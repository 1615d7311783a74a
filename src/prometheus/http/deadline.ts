import type { Seconds } from '../../text/duration.ts';

/** `stopped` fires when the time is over or the caller's signal does; `done` ends the watch. */
export function deadline(timeout: Seconds, signal?: AbortSignal) {
  const own = new AbortController();
  let late = false;
  const stop = () => own.abort();
  const alarm = setTimeout(
    () => {
      late = true;
      stop();
    },
    Math.max(1, timeout * 1000),
  );
  if (signal?.aborted) stop();
  signal?.addEventListener('abort', stop, { once: true });
  const done = () => {
    clearTimeout(alarm);
    signal?.removeEventListener('abort', stop);
  };
  return { stopped: own.signal, isLate: () => late, done };
}
