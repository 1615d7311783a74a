import type { kubernetesCodes } from '../../errors/codes/kubernetes.ts';
import type { Params } from '../../errors/codes.ts';
import { type Diagnostic, diagnostic, RolloutError } from '../../errors/rollout-error.ts';
import { cut } from '../../text/cut.ts';
import { printableLine } from '../../text/printable.ts';

export type KubernetesCode = keyof typeof kubernetesCodes;

/** Why a request to Kubernetes was not answered as asked. */
export class KubernetesFault extends RolloutError {
  readonly code: KubernetesCode;
  /** Whether what was asked may have been done all the same, now or later. */
  readonly isSent: boolean;
  /** Status of HTTP, and the reason of Kubernetes: `AlreadyExists`, `Expired`; where there was an answer. */
  readonly status: number | undefined;
  readonly reason: string | undefined;

  constructor(given: Diagnostic, { isSent: mayBeDone = false, status, reason }: Come = {}) {
    super([given]);
    this.name = 'KubernetesFault';
    this.code = given.code as KubernetesCode;
    this.isSent = mayBeDone;
    this.status = status;
    this.reason = reason;
  }
}

export interface Come {
  readonly isSent?: boolean;
  readonly status?: number;
  readonly reason?: string;
}

const MAX_CHARACTERS = 200;

/** What a stranger wrote, as it is shown. */
export const shown = (text: string): string => cut(printableLine(text.trim()), MAX_CHARACTERS);

export function kubernetesFault<C extends KubernetesCode>(
  code: C,
  params: Params<C>,
  come?: Come,
): KubernetesFault {
  const safe = Object.entries(params as object).map(([key, text]) => [key, text && shown(String(text))]);
  return new KubernetesFault(diagnostic(code, Object.fromEntries(safe) as Params<C>), come);
}
