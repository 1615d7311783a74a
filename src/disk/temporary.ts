import { createHash, randomUUID } from 'node:crypto';
import { readdirSync, readlinkSync, rmSync } from 'node:fs';
import { hostname } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { errorName } from './reasons.ts';

// Temporary files carry the id of the process that writes them: one that was killed cannot remove its own.

/** The name of a temporary file beside a path: `.trace.csv.1f0c9a3e-4711-5d0e8c1b.tmp`. */
export const temporaryBeside = (path: string): string =>
  join(dirname(path), `.${basename(path)}.${machine()}-${process.pid}-${randomUUID().slice(0, 8)}.tmp`);

/** Where such files were looked for already; a status is written several times a second. */
const searched = new Set<string>();

/** Removes the temporary files of ended processes of this machine for a path, once; what cannot be removed stays. */
export function removeStale(path: string): void {
  if (searched.has(path)) return;
  searched.add(path);
  const start = `.${basename(path)}.${machine()}-`;
  for (const name of namesIn(dirname(path))) {
    const pid = name.startsWith(start) && /^(\d+)-[0-9a-f]{8}\.tmp$/.exec(name.slice(start.length))?.[1];
    if (pid && !isRunning(Number(pid))) rmSync(join(dirname(path), name), { force: true });
  }
}

let known: string | undefined;

/** Process ids mean something on one machine alone, and there in one namespace of them. */
function machine(): string {
  known ??= createHash('sha256').update(`${hostname()} ${namespace()}`).digest('hex').slice(0, 8);
  return known;
}

function namespace(): string {
  try {
    return readlinkSync('/proc/self/ns/pid');
  } catch {
    return '';
  }
}

function namesIn(directory: string): string[] {
  try {
    return readdirSync(directory);
  } catch {
    return [];
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (problem) {
    return errorName(problem) !== 'ESRCH';
  }
}
