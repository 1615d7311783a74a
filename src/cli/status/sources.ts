import type { RolloutStatus } from '../../control/state/rollout-status.ts';
import type { State } from '../../control/state/state.ts';
import type { Store } from '../../control/store.ts';
import { fail } from '../../errors/rollout-error.ts';
import type { IO } from '../io.ts';
import { openState, openStore } from '../state-dir.ts';
import type { StatusRequest } from './request.ts';

/** Where the status is looked for: simulations in a store, rollouts in a state. */
export interface Sources {
  readonly request: StatusRequest;
  readonly io: IO;
  readonly store: Store;
  readonly state: State;
  /** The rollouts that are asked for, as they stand now. */
  readonly rollouts: () => Promise<RolloutStatus[]>;
}

/** Throws ROLLOUT_STATE for one that is given and not there. */
export async function openSources(request: StatusRequest, io: IO): Promise<Sources> {
  const { viewsIn } = await import('../../control/commands/rollout-view.ts');
  const store = openStore(request, io);
  const state = await openState({ state: request.stateDir }, io);
  if (request.stateDir !== undefined && (await state.exists?.()) === false) throw missing(request.stateDir);
  return { request, io, store, state, rollouts: () => viewsIn(state, request.name) };
}

const missing = (directory: string): Error =>
  fail('ROLLOUT_STATE', {
    directory,
    why: 'there is no such directory',
    fix: 'nothing has run with this state yet; look at --state',
  });

/** Throws ROLLOUT_UNKNOWN. */
export function failUnknown({ request, state }: Sources): never {
  throw fail('ROLLOUT_UNKNOWN', { name: request.name ?? '', state: state.place });
}
