import { ROLLOUT_STATES, type RolloutState } from '../../control/state/rollout-status.ts';
import { fail } from '../../errors/rollout-error.ts';
import type { Seconds } from '../../text/duration.ts';
import { checkPolicyName } from '../dynamic-document.ts';
import { readServer, type ServerFlags, type ServerRequest } from '../rollouts/place.ts';
import type { StateDirFlags, StateFlags } from '../state-dir.ts';
import { readTimeout } from '../timeout-flag.ts';

/** Between two pictures of --watch. */
export const WATCH_INTERVAL: Seconds = 1;

export interface StatusFlags extends StateDirFlags, StateFlags, ServerFlags {
  readonly policy?: string;
  readonly watch?: boolean;
  readonly wait?: string;
  readonly timeout: string;
  readonly output: 'text' | 'json';
}

export interface StatusRequest extends StateDirFlags {
  readonly server: ServerRequest | undefined;
  /** Of a rollout, or the policy of simulations. */
  readonly name: string | undefined;
  /** Something of the name is to be there. */
  readonly isExact: boolean;
  readonly watch: boolean;
  readonly wanted: RolloutState | undefined;
  readonly timeout: Seconds;
  readonly output: 'text' | 'json';
}

/** Throws USAGE_CONFLICT, USAGE_MISSING, USAGE_VALUE, POLICY_NAME and SERVER_URL. */
export function readStatusRequest(
  { policy, watch = false, wait, timeout, stateDir, state = stateDir, output, ...server }: StatusFlags,
  name: string | undefined,
): StatusRequest {
  if (server.server !== undefined && policy !== undefined)
    throw fail('USAGE_CONFLICT', { flags: '--server and --policy' });
  return {
    server: readServer(server, state),
    name: checkedName(policy, name),
    isExact: name !== undefined,
    watch,
    wanted: wait === undefined ? undefined : readState(wait, name),
    timeout: readTimeout(timeout),
    stateDir: state,
    output,
  };
}

function checkedName(policy: string | undefined, name: string | undefined): string | undefined {
  if (policy !== undefined && name !== undefined)
    throw fail('USAGE_CONFLICT', { flags: `${name} and --policy` });
  const given = name ?? policy;
  if (given === undefined) return undefined;
  return checkPolicyName(given);
}

function readState(text: string, name: string | undefined): RolloutState {
  if (name === undefined)
    throw fail('USAGE_MISSING', { flag: 'NAME', what: 'the rollout that --wait waits for' });
  const found = ROLLOUT_STATES.find((one) => one === text);
  if (found) return found;
  throw fail('USAGE_VALUE', { flag: '--wait', got: text, expected: `one of ${ROLLOUT_STATES.join(', ')}` });
}
