import { remoteViews, unknownRollout } from '../../control/remote/remote-rollout.ts';
import type { ServerClient } from '../../control/remote/server-client.ts';
import type { RolloutStatus } from '../../control/state/rollout-status.ts';
import { RolloutError } from '../../errors/rollout-error.ts';
import { systemClock } from '../../prometheus/system-clock.ts';
import type { IO } from '../io.ts';
import { PatientReader } from '../rollouts/patient-reader.ts';
import type { ServerRequest } from '../rollouts/place.ts';
import { withServer } from '../rollouts/with-server.ts';
import { type StatusRequest, WATCH_INTERVAL } from './request.ts';
import { statusJson } from './status-json.ts';
import { statusDetails, statusTable } from './status-text.ts';
import { waitForState } from './wait-for-state.ts';

/** Shows where the rollouts of a server stand, once, or every second. */
export const serverStatus = (request: StatusRequest, server: ServerRequest, io: IO): Promise<number> =>
  withServer(server, io, async (client) => {
    const { interrupted: signal } = io; // Ctrl-C is listened to from before the first answer
    const { name, wanted, timeout, watch, output } = request;
    const reader = new PatientReader(client.url, io);
    const readPatiently = () => reader.read(() => viewsOf(client, name));
    if (wanted) {
      const readOne = async () => (await readPatiently())?.[0];
      await waitForState({ read: readOne, name: name!, wanted, timeout, signal });
    }
    const shown = { views: await viewsOf(client, name) };
    const read = async () => {
      shown.views = await viewsOf(client, name);
      return shown.views;
    };
    const exit = watch && output === 'text' ? await watchOnTerminal(read, server, io) : undefined;
    io.out(picture(shown.views, request, io));
    if (exit !== undefined) return exit;
    if (watch) await printEverySecond(readPatiently, request, io);
    if (watch) return 130;
    return 0;
  });

async function printEverySecond(
  read: () => Promise<RolloutStatus[] | undefined>,
  request: StatusRequest,
  io: IO,
): Promise<void> {
  const { interrupted: signal } = io;
  while (!signal.aborted) {
    await systemClock.sleep(WATCH_INTERVAL, signal);
    const views = await untilCtrlC(read, signal);
    if (!views) continue;
    if (request.output === 'text') io.clearScreen();
    io.out(picture(views, request, io));
  }
}

/** The exit code; undefined where there is no terminal for a living picture. */
async function watchOnTerminal(
  read: () => Promise<RolloutStatus[]>,
  { url, tokenFile }: ServerRequest,
  io: IO,
): Promise<number | undefined> {
  const { watchRollouts } = await import('../live/watch-rollouts.ts');
  return watchRollouts({ read, place: { server: url, tokenFile }, remark: '' }, io);
}

/** Undefined where it ended with Ctrl-C, as where there is no answer. */
async function untilCtrlC<T>(
  read: () => Promise<T | undefined>,
  signal: AbortSignal,
): Promise<T | undefined> {
  try {
    return await read();
  } catch (problem) {
    if (signal.aborted && problem instanceof RolloutError) return undefined;
    throw problem;
  }
}

/** Throws ROLLOUT_UNKNOWN. */
async function viewsOf(client: ServerClient, name: string | undefined): Promise<RolloutStatus[]> {
  const views = await remoteViews(client, name);
  if (views.length === 0 && name !== undefined) throw await unknownRollout(client, name);
  return views;
}

function picture(
  views: readonly RolloutStatus[],
  { name, output, watch }: StatusRequest,
  { now }: IO,
): string {
  if (output === 'json') return statusJson({ rollouts: views, watch });
  const details = name === undefined ? '' : views.map(statusDetails).join('');
  return `${statusTable(views, now())}${details}`;
}
