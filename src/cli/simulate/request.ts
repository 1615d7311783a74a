import { fail } from '../../errors/rollout-error.ts';
import type { PolicyRequest } from '../load-policy.ts';
import { readPolicyFlags } from '../policy-flags.ts';
import type { SimulateFlags } from './flags.ts';
import { type OutputRequest, readOutputFlags } from './output-request.ts';
import { type RolloutRequest, readRolloutFlags } from './rollout-request.ts';
import { readSourceFlags, type SourceRequest } from './source-request.ts';
import { readSteeringFlags, type SteeringRequest } from './steering-request.ts';
import { readSettings, type Setting } from './try/settings.ts';

/** What `simulate` is asked for. */
export interface SimulateRequest {
  readonly policy: PolicyRequest;
  /** Where a rollout file names the policy, instead of `policy`. */
  readonly rollout: RolloutRequest | undefined;
  readonly source: SourceRequest;
  readonly steering: SteeringRequest;
  readonly outputs: OutputRequest;
  /** One run for each, instead of a single one; undefined where nothing is tried. */
  readonly settings: readonly Setting[] | undefined;
}

/** Maps the flags of `simulate`, in this one place. Looks at no file. Throws USAGE_*. */
export function simulateRequest(flags: SimulateFlags, args: readonly string[] = []): SimulateRequest {
  const settings = readSettings(flags.try);
  if (settings) checkTry(flags);
  const rollout = readRolloutFlags(flags, args);
  return {
    rollout,
    policy: readPolicyFlags({ ...flags, set: undefined }, args), // --set is of the dynamic configuration here
    settings,
    source: readSourceFlags(flags),
    steering: readSteeringFlags(flags),
    outputs: readOutputFlags(flags),
  };
}

/** What is of one run, or of no run over values. */
const NOT_WITH_TRY = ['policyFile', 'rolloutFile', 'trace', 'report', 'record', 'resume'] as const;

const FLAG_NAMES: Readonly<Record<string, string>> = {
  policyFile: 'policy-file',
  rolloutFile: 'rollout-file',
};

/** Throws USAGE_CONFLICT, and USAGE_MISSING for a server without its history: a run that is live cannot be made twice. */
function checkTry(flags: SimulateFlags): void {
  const conflict = NOT_WITH_TRY.find((flag) => flags[flag] !== undefined);
  if (conflict)
    throw fail('USAGE_CONFLICT', {
      flags: `--try and --${FLAG_NAMES[conflict] ?? conflict}`,
    });
  if (flags.prometheus !== undefined && flags.from === undefined)
    throw fail('USAGE_MISSING', { flag: '--from TIME', what: 'the history that --try runs over' });
}
