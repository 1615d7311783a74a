import { type Checked, checkKill as check } from '../../control/commands/check-kill.ts';
import { worldDirectory } from '../../control/commands/kill-rollout.ts';
import { checkKillByServer } from '../../control/remote/remote-kill.ts';
import { systemClock } from '../../prometheus/system-clock.ts';
import { formatNumber } from '../../text/number.ts';
import { printableJson } from '../../text/printable.ts';
import type { IO } from '../io.ts';
import { table } from '../table.ts';
import { openToKill, worldOf } from './open-rollout.ts';
import type { Place } from './place.ts';
import { withServer } from './with-server.ts';

interface CheckRequest extends Place {
  readonly name: string;
  readonly output: 'text' | 'json';
}

/** Tries what a kill needs and switches nothing; 1 where it would fail somewhere. */
export async function checkKill(request: CheckRequest, io: IO): Promise<number> {
  const { name: rollout, server } = request;
  const all = server
    ? await withServer(server, io, (client) => checkKillByServer(client, rollout))
    : await checkHere(request, io);
  const works = all.every(({ fault }) => fault === null);
  if (request.output === 'json') io.out(`${printableJson({ rollout, works, checked: all }, 2)}\n`);
  else io.out(table(['PART', 'IN FORCE', 'KILL'], all.map(rowOf)));
  if (works) return 0;
  return 1;
}

async function checkHere(request: CheckRequest, io: IO): Promise<Checked[]> {
  const stored = await openToKill(request, io);
  const world = worldOf(io)(worldDirectory(stored));
  const all = await check({ stored, world, clock: systemClock });
  world.close();
  return all;
}

const rowOf = (checked: Checked): string[] => [
  checked.what,
  checked.in_force === null ? '-' : `${formatNumber(checked.in_force)} %`,
  wordsOf(checked),
];

function wordsOf({ fault, tried, what }: Checked): string {
  if (fault !== null) return `fails: ${fault}`;
  if (tried === 'answer') return 'works: it answers';
  if (what === 'record') return 'works: it can be written';
  return 'works as far as can be tried without telling it';
}
