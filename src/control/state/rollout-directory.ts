import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { errorName } from '../../disk/reasons.ts';
import { formats } from '../../schema/formats.ts';

const FOLDER = 'rollouts';

/** Whether a rollout may have this name: it becomes a part of a path. */
export const isRolloutName = (name: string): boolean => formats['policy-name']!(name);

/** Where everything of one rollout lies in a state directory; its name is checked. */
export const rolloutDirectory = (state: string, name: string): string => join(state, FOLDER, name);

/** The journal of a rollout, in its directory. */
export const journalDirectory = (directory: string): string => join(directory, 'journal');

/** Names of the rollouts that a state directory has something of, sorted. Throws what the system says. */
export function rolloutNames(state: string): string[] {
  try {
    const entries = readdirSync(join(state, FOLDER), { withFileTypes: true });
    return entries.flatMap((one) => (one.isDirectory() && isRolloutName(one.name) ? [one.name] : [])).sort();
  } catch (problem) {
    if (errorName(problem) === 'ENOENT') return [];
    throw problem;
  }
}
