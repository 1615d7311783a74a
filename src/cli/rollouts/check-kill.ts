import { type Checked, checkKill as check } from '../../control/commands/check-kill.ts';
import { worldDirectory } from '../../control/commands/kill-rollout.ts';
import { systemClock } from '../../prometheus/system-clock.ts';
import { formatNumber } from '../../text/number.ts';
import { printableJson } from '../../text/printable.ts';
import type { IO } from '../io.ts';
import type { StateFlags } from '../state-dir.ts';
import { table } from '../table.ts';
import { openRollout, worldOf } from './open-rollout.ts';

interface CheckRequest extends StateFlags {
  readonly name: string;
  readonly output: 'text' | 'json';
}

/** Tries what a kill needs and switches nothing; 1 where it would fail somewhere. */
export async function checkKill(request: CheckRequest, io: IO): Promise<number> {
  const stored = await openRollout(request, io);
  const world = worldOf(io)(worldDirectory(stored));
  const all = await check({ stored, world, clock: systemClock });
  world.close();
  const { name: rollout } = stored;
  const works = all.every(({ fault }) => fault === null);
  if (request.output === 'json') io.out(`${printableJson({ rollout, works, checked: all }, 2)}\n`);
  else io.out(table(['PART', 'IN FORCE', 'KILL'], all.map(rowOf)));
  return works ? 0 : 1;
}

const rowOf = (checked: Checked): string[] => [
  checked.what,
  checked.in_force === null ? '-' : `${formatNumber(checked.in_force)} %`,
  wordsOf(checked),
];

function wordsOf({ fault, tried, what }: Checked): string {
  if (fault !== null) return `fails: ${fault}`;
  if (tried === 'answer') return 'works: it answers';
  return what === 'record' ? 'works: it can be written' : 'works as far as can be tried without telling it';
}
