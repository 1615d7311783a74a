import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** When a process began, as a text that no later process of the same number has; undefined where none runs. */
export type ProcessStart = (pid: number) => string | undefined;

/** From /proc where there is one, else from `ps`, else only whether it runs. */
export const processStart: ProcessStart = (pid) => {
  const boot = readFile('/proc/sys/kernel/random/boot_id');
  if (boot !== undefined) return procStart(pid, boot.trim());
  return psStart(pid) ?? signalStart(pid);
};

/** The boot and the clock ticks from there: field 22 of stat; the name of the program, in brackets, may have blanks. */
function procStart(pid: number, boot: string): string | undefined {
  const stat = readFile(`/proc/${pid}/stat`);
  if (stat === undefined) return undefined;
  const [state, ...fields] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const hasEnded = state === 'Z' || state === 'X';
  return hasEnded ? undefined : `${boot}:${fields[18]}`;
}

/** The date to the second, as `ps` gives it. */
export function psStart(pid: number): string | undefined {
  try {
    const env = { ...process.env, LC_ALL: 'C', TZ: 'UTC' };
    const stdio: ['ignore', 'pipe', 'ignore'] = ['ignore', 'pipe', 'ignore'];
    const text = execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { env, stdio, encoding: 'utf8' });
    return text.trim().replace(/\s+/g, ' ') || undefined;
  } catch {
    return undefined;
  }
}

/** Where neither is there: the same text for every process that runs. */
function signalStart(pid: number): string | undefined {
  try {
    process.kill(pid, 0);
    return 'unknown';
  } catch {
    return undefined;
  }
}

function readFile(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
