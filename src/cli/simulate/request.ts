import type { PolicyRequest } from '../load-policy.ts';
import { readPolicyFlags } from '../policy-flags.ts';
import type { SimulateFlags } from './flags.ts';
import { type OutputRequest, readOutputFlags } from './output-request.ts';
import { readSourceFlags, type SourceRequest } from './source-request.ts';
import { readSteeringFlags, type SteeringRequest } from './steering-request.ts';

/** What `simulate` is asked for. */
export interface SimulateRequest {
  readonly policy: PolicyRequest;
  readonly source: SourceRequest;
  readonly steering: SteeringRequest;
  readonly outputs: OutputRequest;
}

/** Maps the flags of `simulate`, in this one place. Looks at no file. Throws USAGE_*. */
export function simulateRequest(flags: SimulateFlags, args: readonly string[] = []): SimulateRequest {
  return {
    policy: readPolicyFlags({ ...flags, set: undefined }, args), // --set is of the dynamic configuration here
    source: readSourceFlags(flags),
    steering: readSteeringFlags(flags),
    outputs: readOutputFlags(flags),
  };
}
