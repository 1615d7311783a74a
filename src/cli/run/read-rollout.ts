import { openWorld } from '../../control/open-world.ts';
import { refuseStored } from '../../control/run/check/state.ts';
import { codedFault } from '../../control/run/check/targets.ts';
import { openTargets } from '../../control/state/open-frozen.ts';
import type { State } from '../../control/state/state.ts';
import { fail, throwIfErrors } from '../../errors/rollout-error.ts';
import type { LateApi } from '../../prometheus/late-api.ts';
import type { IO } from '../io.ts';
import { loadRollout } from '../rollout-file/load.ts';
import { openState } from '../state-dir.ts';
import { type EditWatch, policyFileOf, watchEdits } from './edits.ts';
import { type FrozenSubject, frozenSubject } from './frozen-subject.ts';
import type { RunRequest } from './request.ts';
import { serverOf } from './server.ts';

/** A rollout that nothing speaks against, as far as can be seen before anything is written of it. */
export interface ReadRollout {
  readonly file: string;
  readonly state: State;
  readonly subject: FrozenSubject;
  readonly api: LateApi;
  readonly world: ReturnType<typeof openWorld>;
  readonly actuators: ReturnType<typeof openTargets>['actuators'];
  readonly edits: EditWatch;
  readonly close: () => void;
}

/** Reads a rollout file, and looks at its state. Throws RolloutError; nothing was told or written then. */
export async function readRollout(file: string, request: RunRequest, io: IO): Promise<ReadRollout> {
  const { blueprints, isReplan } = request;
  const rollout = await loadRollout(file, blueprints, io);
  io.report(rollout.diagnostics);
  const state = await openState(request, io);
  const subject = await frozenSubject({ rollout, state, isReplan }, io);
  const { frozen, changedOnDisk: changed } = subject;
  const api = await serverOf(frozen, subject, io);
  const world = openWorld({ directory: frozen.directory, env: io.env });
  const edits = watchEdits({ file, policyFile: policyFileOf(rollout, io), blueprints, frozen, changed }, io);
  const close = () => {
    edits.close();
    api.close();
    world.close();
    state.close();
  };
  try {
    const { actuators, faults } = openTargets(frozen, world);
    if (faults[0] !== undefined) throw fail('ROLLOUT_STATE', { directory: state.place, why: faults[0] });
    if (subject.isFirst) throwIfErrors(actuators.flatMap((one) => codedFault(one) ?? []));
    const targets = actuators.map(({ target }) => target);
    if (!subject.replaced) await refuseStored(state, frozen, targets);
    return { file, state, subject, api, world, actuators, edits, close };
  } catch (problem) {
    close();
    throw problem;
  }
}
