import { fail, throwIfErrors } from '../../errors/rollout-error.ts';
import { SharedAnswers } from '../../prometheus/shared-answers.ts';
import type { IO } from '../io.ts';
import { type NamedFile, namedTwice } from './named-twice.ts';
import { type OpenedRollout, openRollout } from './open-rollout.ts';
import { type ReadRollout, readRollout } from './read-rollout.ts';
import type { RunRequest } from './request.ts';

/** Opens all rollouts of a run, or leaves the state as it was. Throws RolloutError; nothing was told then. */
export async function openRollouts(request: RunRequest, io: IO): Promise<OpenedRollout[]> {
  const read = await readAll(request, io);
  const opening = { request, answers: new SharedAnswers() };
  const opened: OpenedRollout[] = [];
  try {
    for (const one of read) opened.push(await openRollout(one, opening, io));
    return opened;
  } catch (problem) {
    for (const { close } of read.slice(opened.length)) close();
    await Promise.all(opened.map(({ abandon }) => abandon()));
    throw problem;
  }
}

async function readAll(request: RunRequest, io: IO): Promise<ReadRollout[]> {
  const read: ReadRollout[] = [];
  try {
    for (const file of request.files) read.push(await readRollout(file, request, io));
    throwIfErrors(namedTwice(read.map(namedFile)).flat());
    refuseShared(read);
    return read;
  } catch (problem) {
    for (const { close } of read) close();
    throw problem;
  }
}

const namedFile = ({ file, subject }: ReadRollout): NamedFile => ({ file, rollout: subject.frozen.rollout });

/** Throws ROLLOUT_TARGET_TAKEN where two of them move the same target. */
function refuseShared(read: readonly ReadRollout[]): void {
  const owners = new Map<string, string>();
  for (const { subject, actuators } of read) {
    const { rollout } = subject.frozen;
    for (const { target } of actuators) {
      const owner = owners.get(target) ?? rollout;
      if (owner !== rollout) throw fail('ROLLOUT_TARGET_TAKEN', { target, rollout: owner });
      owners.set(target, owner);
    }
  }
}
