import { createHash } from 'node:crypto';
import { linkSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readRegularFile } from '../../disk/bounded.ts';
import { makeDirectory } from '../../disk/directory.ts';
import { errorName } from '../../disk/reasons.ts';
import { temporaryBeside } from '../../disk/temporary.ts';
import { isText, mappingOf } from '../../text/shape.ts';
import { seal, unseal } from './sealed.ts';

const FOLDER = 'targets';
const DIRECTORY_MODE = 0o700;
const FILE_MODE = 0o600;

export interface Claim {
  readonly target: string;
  readonly rollout: string;
}

const isClaim = mappingOf({ target: isText, rollout: isText });

/** A target that belongs to another rollout. */
export interface Taken {
  readonly target: string;
  readonly rollout: string;
}

/**
 * Notes in a state that these targets belong to a rollout, each or none; undefined where all do now. Throws what the system
 * says.
 */
export function claimTargets(state: string, rollout: string, targets: readonly string[]): Taken | undefined {
  makeDirectory(join(state, FOLDER), DIRECTORY_MODE);
  const claimed: string[] = [];
  let isDone = false;
  try {
    for (const target of targets) {
      const file = fileOf(state, target);
      const owner = claim(file, { target, rollout });
      if (owner === undefined) claimed.push(file);
      else if (owner !== rollout) return { target, rollout: owner };
    }
    isDone = true;
    return undefined;
  } finally {
    if (!isDone) for (const file of claimed) rmSync(file, { force: true });
  }
}

/** The rollout that a target belongs to in a state. */
export const ownerOf = (state: string, target: string): string | undefined => ownerIn(fileOf(state, target));

/** Gives up those of the targets that belong to a rollout. */
export function releaseTargets(state: string, rollout: string, targets: readonly string[]): void {
  for (const target of targets) {
    const file = fileOf(state, target);
    if (ownerIn(file) === rollout) rmSync(file, { force: true });
  }
}

/** Who had it before, if anybody: a link makes a claim whole, and only once. */
function claim(file: string, claim: Claim): string | undefined {
  const before = ownerIn(file);
  if (before !== undefined) return before;
  const temporary = temporaryBeside(file);
  try {
    writeFileSync(temporary, seal(claim), { mode: FILE_MODE, flag: 'wx' });
    linkSync(temporary, file);
    return undefined;
  } catch (problem) {
    if (errorName(problem) !== 'EEXIST') throw problem;
    return ownerIn(file) ?? claim.rollout;
  } finally {
    rmSync(temporary, { force: true });
  }
}

/** Undefined where nobody has it, or its file is damaged. */
function ownerIn(file: string): string | undefined {
  try {
    return claimIn(readRegularFile(file))?.rollout;
  } catch (problem) {
    if (errorName(problem) === 'ENOENT') return undefined;
    throw problem;
  }
}

/** The claim in a sealed text; undefined where it is damaged. */
export function claimIn(text: string): Claim | undefined {
  const { value } = unseal(text) as { value?: unknown };
  return isClaim(value) ? (value as Claim) : undefined;
}

/** What the claim of a target is found by. */
export const claimKey = (target: string): string =>
  createHash('sha256').update(target).digest('hex').slice(0, 32);

const fileOf = (state: string, target: string): string => join(state, FOLDER, `${claimKey(target)}.json`);
