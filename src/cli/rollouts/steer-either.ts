import { reachStored } from '../../control/commands/reached.ts';
import { namesIn, openStored, type StoredRollout } from '../../control/commands/stored-rollout.ts';
import { RemoteRollout } from '../../control/remote/remote-rollout.ts';
import { isOfServer } from '../../control/state/states.ts';
import type { SteeringAction } from '../../control/steer.ts';
import { diagnostic } from '../../errors/rollout-error.ts';
import type { IO } from '../io.ts';
import { openState, openStore } from '../state-dir.ts';
import type { Place } from './place.ts';
import { type RolloutOrder, steerRollout } from './steer-rollout.ts';
import { withServer } from './with-server.ts';

type SteerRequest = Place &
  Pick<RolloutOrder, 'take_over' | 'reason' | 'timeout' | 'mustBeTaken' | 'output'> & {
    readonly name: string;
  };

/** Steers the rollout of a name; undefined where the name is for live simulations. */
export async function steerIfRollout(
  verb: SteeringAction,
  request: SteerRequest,
  io: IO,
): Promise<number | undefined> {
  const { server, name } = request;
  if (server)
    return withServer(server, io, (client) =>
      steerRollout(new RemoteRollout(client, name), { ...request, verb }, io),
    );
  const stored = await rolloutOf(request, io);
  return stored && steerRollout(reachStored(stored), { ...request, verb }, io);
}

/** Where both have the name, the rollout counts, but where nobody controls it. */
async function rolloutOf(request: SteerRequest, io: IO): Promise<StoredRollout | undefined> {
  const { name, state } = request;
  const opened = await openState(request, io);
  const isSimulated = openStore({ stateDir: state }, io).running(name).length > 0;
  const isThere = await opened.has(name);
  // Of a directory without rollouts only a simulation can be meant.
  const hasNone = async () => !isOfServer(opened) && (await namesIn(opened)).length === 0;
  if (!isThere && (isSimulated || (await hasNone()))) return undefined;
  const stored = await openStored(opened, name);
  if (!isSimulated) return stored;
  const holder = await stored.store.holder();
  const isControlled = holder.kind === 'unknown' || holder.value !== null;
  io.report([isControlled ? bothFor('the rollout', name) : bothFor('the simulation', name)]);
  if (isControlled) return stored;
  return undefined;
}

const OTHERS: Readonly<Record<string, string>> = {
  'the rollout': 'the simulation is steered by its own keys, or by `rollout dynamic-config`',
  'the simulation': 'no controller runs the rollout; end the simulation to steer the rollout',
};

const bothFor = (taken: string, name: string) =>
  diagnostic('STEER_BOTH', { name, taken, other: OTHERS[taken]! });
