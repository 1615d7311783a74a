import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/**
 * Whether this process may take the terminal: a background job that touches its mode is stopped by the system. From
 * /proc where there is one, else from `ps`; true where neither says.
 */
export function isForeground(): boolean {
  try {
    return isForegroundStat(readFileSync('/proc/self/stat', 'utf8'));
  } catch {
    return isForegroundPs();
  }
}

/** Its process group is that of the terminal: fields 5 and 8; the name of the program, in brackets, may have blanks. */
export function isForegroundStat(stat: string): boolean {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields[2] === fields[5];
}

function isForegroundPs(): boolean {
  try {
    const stdio: ['ignore', 'pipe', 'ignore'] = ['ignore', 'pipe', 'ignore'];
    return execFileSync('ps', ['-o', 'stat=', '-p', String(process.pid)], { stdio }).includes('+');
  } catch {
    return true;
  }
}
