import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readRegularFile } from '../../disk/bounded.ts';
import { makeDirectory } from '../../disk/directory.ts';
import { errorName } from '../../disk/reasons.ts';
import { holderText, isGone, type Processes } from './holder.ts';

const FOLDER = 'standby';
const DIRECTORY_MODE = 0o700;
const FILE_MODE = 0o600;

const fileOf = (directory: string, { pid }: Processes): string => join(directory, FOLDER, String(pid));

/** Notes in the directory of a rollout that this process stands by. Throws what the system says. */
export function noteStandby(directory: string, processes: Processes): void {
  makeDirectory(join(directory, FOLDER), DIRECTORY_MODE);
  writeFileSync(fileOf(directory, processes), holderText(processes), { mode: FILE_MODE });
}

/** This process stands by no more. Throws what the system says. */
export const removeStandby = (directory: string, processes: Processes): void =>
  rmSync(fileOf(directory, processes), { force: true });

/** Whether another process that has not ended stands by. Throws what the system says. */
export function hasStandby(directory: string, processes: Processes): boolean {
  const folder = join(directory, FOLDER);
  const others = namesIn(folder).filter((name) => name !== String(processes.pid));
  return others.some((name) => isThere(textIn(join(folder, name)), processes));
}

/** One of another machine may be there. */
const isThere = (text: string, processes: Processes): boolean =>
  text !== '' && isGone(text, processes) !== true;

/** Empty for one that was removed meanwhile. */
function textIn(file: string): string {
  try {
    return readRegularFile(file);
  } catch (problem) {
    if (errorName(problem) === 'ENOENT') return '';
    throw problem;
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (problem) {
    if (errorName(problem) === 'ENOENT') return [];
    throw problem;
  }
}
