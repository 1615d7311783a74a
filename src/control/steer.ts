import { fail } from '../errors/rollout-error.ts';
import { withKey } from '../run/dynamic-config.ts';
import type { ControlKeys, RunningState, TakenRequest } from './running-state.ts';
import type { Store } from './store.ts';

/** What a person asks of a rollout. */
export type SteeringAction = 'start' | 'pause' | 'resume' | 'reset';

/** What was asked of the runs of a policy. */
export interface Asked {
  /** Whether a run says that it took it. */
  readonly isTaken: (state: RunningState) => boolean;
  /** A run that took it, with the first tick under it and where it stood before: that tick may have moved it. */
  readonly before: (state: RunningState) => RunningState;
  /** Takes back what no later run may take. */
  readonly withdraw: () => void;
}

/** The participle of an action, and where its key leads. */
const ACTIONS: Readonly<Record<SteeringAction, { readonly done: string; readonly moves: string }>> = {
  start: { done: 'started', moves: 'holds it' },
  pause: { done: 'paused', moves: 'holds it' },
  resume: { done: 'resumed', moves: 'holds it' },
  reset: { done: 'reset', moves: 'takes it to its start' },
};

export const doneText = (action: SteeringAction): string => ACTIONS[action].done;

/**
 * Asks the runs of one policy, at least one. The document that is in force is stored with another value of the key that
 * starts the rollout; a reset is asked of each run for one tick and is stored nowhere, also not what was stored of one
 * before. Throws STEER_KEY, STATE_UNWRITABLE, STATE_UNREADABLE.
 */
export function steer(store: Store, runs: readonly RunningState[], action: SteeringAction): Asked {
  const keys = keysOf(runs);
  const key = action === 'reset' ? keys.reset : keys.rollout;
  const { policy } = runs[0]!;
  if (key === null) throw fail('STEER_KEY', { policy, done: doneText(action), moves: ACTIONS[action].moves });
  return action === 'reset'
    ? reset(store, runs, key)
    : switchTo(action !== 'pause', { store, runs, key, keys });
}

interface Switched {
  readonly store: Store;
  readonly runs: readonly RunningState[];
  readonly key: string;
  readonly keys: ControlKeys;
}

function switchTo(isOn: boolean, { store, runs, key, keys }: Switched): Asked {
  const { policy, dynamic_config } = runs.at(-1)!;
  const document = withKey(dynamic_config ?? store.get(policy)?.document ?? {}, key, isOn);
  const { revision } = store.apply(
    policy,
    keys.reset === null ? document : withKey(document, keys.reset, undefined),
  );
  const isTaken: Asked['isTaken'] = ({ taken }) => taken?.revision === revision;
  return { isTaken, before: (run) => standing(run, run.taken), withdraw() {} };
}

function reset(store: Store, runs: readonly RunningState[], key: string): Asked {
  const [{ policy }] = runs as [RunningState];
  const document = store.get(policy)?.document;
  const rest = document && withKey(document, key, undefined);
  const ids = runs.map((run) => store.requests.ask(run, key, true));
  if (document && JSON.stringify(rest) !== JSON.stringify(document)) store.apply(policy, rest!);
  return {
    isTaken: ({ request }) => ids.includes(request?.id ?? ''),
    before: (run) => standing(run, run.request),
    withdraw() {
      for (const run of runs) store.requests.withdraw(run);
    },
  };
}

const standing = (run: RunningState, taken: Pick<TakenRequest, 'tick' | 'stood'> | null = null) => ({
  ...run,
  ...taken?.stood,
  tick: taken?.tick ?? run.tick,
});

/** Those of the last run; one of an older release says only which keys it reads, and takes no request. */
function keysOf(runs: readonly RunningState[]): ControlKeys {
  const { controls, keys } = runs.at(-1)!;
  return controls ?? { rollout: keys.includes('rollout') ? 'rollout' : null, reset: null };
}
