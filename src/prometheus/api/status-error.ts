import { type Diagnostic, RolloutError } from '../../errors/rollout-error.ts';

/**
 * The error of a reply with a status other than success; the status is kept for callers that accept some of
 * them.
 */
export class StatusError extends RolloutError {
  readonly status: number;

  constructor(status: number, fault: Diagnostic) {
    super([fault]);
    this.status = status;
  }
}
