import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Frozen, freeze } from '../../control/state/frozen.ts';
import { rampOf } from '../../rollout/ramp.ts';
import type { Seconds } from '../../text/duration.ts';
import type { IO } from '../io.ts';
import { type LoadedRollout, loadRollout } from '../rollout-file/load.ts';

const INTERVAL: Seconds = 2;

/** What the files of a rollout say. */
export const frozenOf = ({ rollout, loaded, plan }: LoadedRollout, { cwd }: Pick<IO, 'cwd'>): Frozen =>
  freeze({ rollout, policy: loaded.resource, ramp: rampOf(plan)!, cwd });

/** Of the rollout file and that of its policy or values, absolute, those that do not say what is frozen. */
export function editedFiles(before: Frozen, next: Frozen, policyFile: string): string[] {
  const isEqual = (pick: (frozen: Frozen) => unknown) =>
    JSON.stringify(pick(before)) === JSON.stringify(pick(next));
  const isSamePolicy = isEqual(({ policy }) => policy);
  const isSameRest = isEqual(({ policy: _, plan: __, pass_through: ___, ...rest }) => rest);
  return [...new Set([...(isSameRest ? [] : [next.file]), ...(isSamePolicy ? [] : [policyFile])])];
}

/** The file of the policy, or of its values; the rollout file where there is none. */
export const policyFileOf = ({ loaded, rollout }: LoadedRollout, { cwd }: Pick<IO, 'cwd'>): string =>
  resolve(cwd, loaded.file ?? rollout.file);

export interface Watched {
  /** As it was given. */
  readonly file: string;
  readonly policyFile: string;
  readonly blueprints: string | undefined;
  /** What runs. */
  readonly frozen: Frozen;
  /** Files that did not say that at the start. */
  readonly changed: readonly string[];
}

export interface EditWatch {
  readonly changed: () => readonly string[];
  readonly close: () => void;
}

/** Looks now and then whether the files of a rollout are others, and say something else than what runs. */
export function watchEdits({ file, policyFile, blueprints, frozen, changed }: Watched, io: IO): EditWatch {
  const files = file === '-' ? [] : [resolve(io.cwd, file), policyFile];
  const first = files.map(stampOf);
  let seen = first;
  let found = changed;
  const look = async (): Promise<void> => {
    const present = files.map(stampOf);
    if (present.every((stamp, i) => stamp === seen[i])) return;
    seen = present;
    const loaded = await loadRollout(file, blueprints, io).catch(() => undefined);
    found = loaded
      ? editedFiles(frozen, frozenOf(loaded, io), policyFileOf(loaded, io))
      : files.filter((_, i) => present[i] !== first[i]);
  };
  const timer = setInterval(() => void look(), INTERVAL * 1000);
  timer.unref();
  return { changed: () => found, close: () => clearInterval(timer) };
}

/** A text that changes with a file; empty where there is none. */
function stampOf(file: string): string {
  const { mtimeMs, size, ino } = statSync(file, { throwIfNoEntry: false }) ?? {};
  return [mtimeMs, size, ino].join(' ');
}
