import { requestOf } from '../../control/commands/request.ts';
import { killByServer } from '../../control/remote/remote-kill.ts';
import { systemClock } from '../../prometheus/system-clock.ts';
import type { IO } from '../io.ts';
import { KillPrinter } from './kill-printer.ts';
import type { KillRequest } from './kill-request.ts';
import { worldOf } from './open-rollout.ts';
import { withServer } from './with-server.ts';

/** Has a server switch a rollout off. Returns the exit code. */
export function killThere(request: KillRequest, io: IO, signal: AbortSignal): Promise<number> {
  const { name, reason, output, server } = request;
  const asked = requestOf('kill', reason, worldOf(io)('/'));
  const printer = new KillPrinter(name, output, io);
  return withServer({ ...server!, signal }, io, async (client) => {
    const kill = { name, client, request: asked, note: printer.note, clock: systemClock, signal };
    const report = await killByServer(kill);
    const { aborted } = io.interrupted;
    if (report) return printer.end(report, aborted);
    return printer.leave('its server goes on with it', aborted);
  });
}
