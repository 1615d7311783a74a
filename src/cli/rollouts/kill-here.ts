import { killRollout } from '../../control/commands/kill-rollout.ts';
import { requestOf } from '../../control/commands/request.ts';
import { systemClock } from '../../prometheus/system-clock.ts';
import type { IO } from '../io.ts';
import { KillPrinter } from './kill-printer.ts';
import type { KillRequest } from './kill-request.ts';
import { openToKill, worldOf } from './open-rollout.ts';

/** Switches a rollout off by its state. Returns the exit code. */
export async function killHere(request: KillRequest, io: IO, signal: AbortSignal): Promise<number> {
  const stored = await openToKill(request, io);
  const printer = new KillPrinter(stored.name, request.output, io);
  printer.sayTargets(stored);
  const openWorld = worldOf(io);
  const report = await killRollout({
    stored,
    openWorld,
    request: requestOf('kill', request.reason, openWorld('/')),
    clock: systemClock,
    note: printer.note,
    signal,
  });
  return printer.end(report, io.interrupted.aborted);
}
