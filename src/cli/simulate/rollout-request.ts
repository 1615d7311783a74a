import { fail } from '../../errors/rollout-error.ts';
import type { Seconds } from '../../text/duration.ts';
import { readDurationFlag } from '../duration-flag.ts';
import type { PolicyFlags } from '../policy-flags.ts';

/** commander's form of the flags of a rollout file. */
export interface RolloutFlags {
  readonly rolloutFile?: string;
  readonly actuatorLag?: string;
}

/** A rehearsal behind the gates of a rollout file. */
export interface RolloutRequest {
  readonly file: string;
  readonly blueprints: string | undefined;
  /** How long after a raise its target confirms it; 0 where nothing is said. */
  readonly lag: Seconds;
}

interface SourceFlags {
  readonly prometheus?: string;
  readonly from?: string;
}

/** Throws USAGE_MISSING, USAGE_CONFLICT and USAGE_VALUE; a live run has no rehearsed gates. */
export function readRolloutFlags(
  flags: RolloutFlags & Omit<PolicyFlags, 'set'> & SourceFlags,
  [argument]: readonly string[],
): RolloutRequest | undefined {
  const { rolloutFile: file, actuatorLag, blueprints } = flags;
  const lag = readDurationFlag('--actuator-lag', actuatorLag, '30s') ?? 0;
  if (file === undefined && lag > 0)
    throw fail('USAGE_MISSING', {
      flag: '--rollout-file FILE',
      what: 'the targets that --actuator-lag is of',
    });
  if (file === undefined) return undefined;
  const conflict = [
    [argument, argument],
    ['--name', flags.name],
    ['--values-file', flags.valuesFile],
    ['--policy-file', flags.policyFile],
    ['--value', flags.value?.length],
  ].find(([, value]) => value);
  if (conflict) throw fail('USAGE_CONFLICT', { flags: `--rollout-file and ${conflict[0]}` });
  if (flags.prometheus !== undefined && flags.from === undefined)
    throw fail('USAGE_MISSING', {
      flag: '--from TIME',
      what: 'the history that --rollout-file is rehearsed on',
    });
  return { file, blueprints, lag };
}
