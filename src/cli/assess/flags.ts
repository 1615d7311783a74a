import type { HistoryFlags } from '../judge/source-request.ts';
import type { PolicyFlags } from '../policy-flags.ts';
import type { SteeringFlags } from '../simulate/steering-request.ts';
import type { AssessOutputFlags } from './output-request.ts';

/** commander's form of the flags of `assess`; only `request.ts` and what it imports reads them. */
export interface AssessFlags
  extends Omit<PolicyFlags, 'set'>,
    HistoryFlags,
    Omit<SteeringFlags, 'stateDir'>,
    AssessOutputFlags {
  readonly every?: string;
  readonly horizon?: string;
  readonly incident?: readonly string[];
  readonly incidents?: string;
  readonly inject?: readonly string[];
  readonly traffic?: string;
  readonly jobs?: string;
  readonly shard?: string;
}
