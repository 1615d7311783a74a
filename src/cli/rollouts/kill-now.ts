import type { IO } from '../io.ts';
import type { KillRequest } from './kill-request.ts';

/** Switches a rollout off, and says how far that has come until it is confirmed. Returns the exit code. */
export async function killNow(request: KillRequest, io: IO): Promise<number> {
  const { interrupted } = io; // Ctrl-C is listened to from before anything is told
  const { timeout, server } = request;
  const late = new AbortController();
  const timer = timeout === undefined ? undefined : setTimeout(() => late.abort(), timeout * 1000);
  const signal = AbortSignal.any([interrupted, late.signal]);
  try {
    const kill = server
      ? (await import('./kill-there.ts')).killThere
      : (await import('./kill-here.ts')).killHere;
    return await kill(request, io, signal);
  } finally {
    clearTimeout(timer);
  }
}
