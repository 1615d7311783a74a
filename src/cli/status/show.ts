import { systemClock } from '../../prometheus/system-clock.ts';
import type { IO } from '../io.ts';
import { picture } from './picture.ts';
import { type StatusRequest, WATCH_INTERVAL } from './request.ts';
import { failUnknown, openSources, type Sources } from './sources.ts';
import { watchOnTerminal } from './watch.ts';

/** Shows where simulations and rollouts stand, once or until it is interrupted; the exit code. */
export async function showStatus(request: StatusRequest, io: IO): Promise<number> {
  const { interrupted } = io; // Ctrl-C is listened to from before the first picture
  if (request.server) {
    const { serverStatus } = await import('./server-status.ts');
    return serverStatus(request, request.server, io);
  }
  const sources = await openSources(request, io);
  await waitUntilWanted(sources);
  const exit = await watchOnTerminal(sources);
  if (exit !== undefined) return exit;
  io.out(await picture(sources));
  if (!request.watch) return 0;
  await printEverySecond(sources, interrupted);
  return 130;
}

/** Throws ROLLOUT_UNKNOWN, ROLLOUT_OTHER_STATE and INTERRUPTED. */
async function waitUntilWanted(sources: Sources): Promise<void> {
  const { name = '', wanted, timeout } = sources.request;
  if (!wanted) return;
  const { waitForState } = await import('./wait-for-state.ts');
  const read = async () => (await sources.rollouts())[0] ?? failUnknown(sources);
  await waitForState({ read, name, wanted, timeout, signal: sources.io.interrupted });
}

async function printEverySecond(sources: Sources, interrupted: AbortSignal): Promise<void> {
  const { request, io } = sources;
  await systemClock.sleep(WATCH_INTERVAL, interrupted);
  while (!interrupted.aborted) {
    const next = await picture(sources);
    if (request.output === 'text') io.clearScreen();
    io.out(next);
    await systemClock.sleep(WATCH_INTERVAL, interrupted);
  }
}
