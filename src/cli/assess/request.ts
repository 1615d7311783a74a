import { availableParallelism } from 'node:os';
import { fail } from '../../errors/rollout-error.ts';
import type { Shard } from '../../judge/shard.ts';
import type { Seconds } from '../../text/duration.ts';
import { readDurationFlag } from '../duration-flag.ts';
import { readShardFlag } from '../judge/shard-flag.ts';
import { type HistoryRequest, readHistoryFlags } from '../judge/source-request.ts';
import type { PolicyRequest } from '../load-policy.ts';
import { readPolicyFlags } from '../policy-flags.ts';
import { readSteeringFlags, type SteeringRequest } from '../simulate/steering-request.ts';
import type { AssessFlags } from './flags.ts';
import { type AssessOutput, type Limits, readAssessOutput, readLimits } from './output-request.ts';

/** What `assess` is asked for. */
export interface AssessRequest {
  readonly policy: PolicyRequest;
  readonly history: HistoryRequest;
  readonly steering: SteeringRequest;
  readonly rehearsals: RehearsalsRequest;
  readonly bad: BadRequest;
  readonly limits: Limits;
  readonly output: AssessOutput;
}

/** How many rehearsals there are, and who works on them; what is undefined follows from history and policy. */
export interface RehearsalsRequest {
  readonly every: Seconds | undefined;
  readonly horizon: Seconds | undefined;
  readonly jobs: number;
  readonly shard: Shard | undefined;
}

/** What was bad and what would be, as it was written. */
export interface BadRequest {
  readonly incidents: readonly string[];
  readonly incidentsFile: string | undefined;
  readonly injections: readonly string[];
  /** The query of the requests per second. */
  readonly traffic: string | undefined;
}

/** Maps the flags of `assess`, in this one place. Looks at no file. Throws USAGE_*. */
export function assessRequest(flags: AssessFlags, args: readonly string[] = []): AssessRequest {
  const { replay, policy } = withoutValuesFile(flags, args);
  return {
    policy: readPolicyFlags({ ...flags, set: undefined }, policy), // --set is of the dynamic configuration here
    history: readHistoryFlags({ ...flags, replay }),
    steering: readSteeringFlags(flags),
    rehearsals: readRehearsals(flags),
    bad: readBad(flags),
    limits: readLimits(flags),
    output: readAssessOutput(flags),
  };
}

/** `--replay` takes all words up to the next flag: a values file behind its recordings is the argument. */
function withoutValuesFile(
  { replay, valuesFile, policyFile }: AssessFlags,
  args: readonly string[],
): { readonly replay: readonly string[] | undefined; readonly policy: readonly string[] } {
  const last = replay?.at(-1) ?? '';
  const isNamed = args.length > 0 || valuesFile !== undefined || policyFile !== undefined;
  if (isNamed || !replay || replay.length < 2 || !/\.ya?ml$/.test(last)) return { replay, policy: args };
  return { replay: replay.slice(0, -1), policy: [last] };
}

/** Throws USAGE_VALUE. */
export function readRehearsals({
  every,
  horizon,
  jobs,
  shard,
}: Pick<AssessFlags, 'every' | 'horizon' | 'jobs' | 'shard'>): RehearsalsRequest {
  return {
    every: readDurationFlag('--every', every, '10m'),
    horizon: readDurationFlag('--horizon', horizon, '6h'),
    jobs: readJobs(jobs),
    shard: readShardFlag(shard),
  };
}

function readJobs(text: string | undefined): number {
  if (text === undefined) return availableParallelism();
  if (/^[1-9]\d{0,2}$/.test(text)) return Number(text);
  throw fail('USAGE_VALUE', { flag: '--jobs', got: text, expected: 'a whole number from 1 to 999' });
}

type BadFlags = Pick<AssessFlags, 'incident' | 'incidents' | 'inject' | 'traffic'>;

export const readBad = ({ incident = [], incidents, inject = [], traffic }: BadFlags): BadRequest => ({
  incidents: incident,
  incidentsFile: incidents,
  injections: inject,
  traffic,
});
