import { startPercentage } from '../../control/commands/start-percentage.ts';
import { openStored, type StoredRollout } from '../../control/commands/stored-rollout.ts';
import { pause, type RequestWrite, resetTo, resume, start } from '../../control/record/request-writes.ts';
import { doneText, type SteeringAction } from '../../control/steer.ts';
import { diagnostic } from '../../errors/rollout-error.ts';
import type { IO } from '../io.ts';
import { openState, openStore, type StateFlags } from '../state-dir.ts';
import { type RolloutOrder, steerRollout } from './steer-rollout.ts';

type SteerRequest = StateFlags &
  Pick<RolloutOrder, 'reason' | 'timeout' | 'mustBeTaken' | 'output'> & { readonly name: string };

const WRITES: Readonly<Record<SteeringAction, (stored: StoredRollout) => RequestWrite>> = {
  start: () => start,
  pause: () => pause,
  resume: () => resume,
  reset: ({ frozen }) => resetTo(startPercentage(frozen)),
};

/** Steers the rollout of a name; undefined where the name is for live simulations. */
export async function steerIfRollout(
  action: SteeringAction,
  request: SteerRequest,
  io: IO,
): Promise<number | undefined> {
  const stored = await rolloutOf(request, io);
  if (!stored) return undefined;
  const write = WRITES[action](stored);
  return steerRollout(stored, { ...request, verb: action, write, done: doneText(action) }, io);
}

/** Where both have the name, the rollout counts, but where nobody controls it. */
async function rolloutOf(request: SteerRequest, io: IO): Promise<StoredRollout | undefined> {
  const { name, state } = request;
  const opened = await openState(request, io);
  if (!(await opened.has(name))) return undefined;
  const stored = await openStored(opened, name);
  const isSimulated = openStore({ stateDir: state }, io).running(name).length > 0;
  if (!isSimulated) return stored;
  const holder = await stored.store.holder();
  const isControlled = holder.kind === 'unknown' || holder.value !== null;
  io.report([isControlled ? bothFor('the rollout', name) : bothFor('the simulation', name)]);
  return isControlled ? stored : undefined;
}

const OTHERS: Readonly<Record<string, string>> = {
  'the rollout': 'the simulation is steered by its own keys, or by `rollout dynamic-config`',
  'the simulation': 'no controller runs the rollout; end the simulation to steer the rollout',
};

const bothFor = (taken: string, name: string) =>
  diagnostic('STEER_BOTH', { name, taken, other: OTHERS[taken]! });
