import { fail } from '../../errors/rollout-error.ts';
import type { RolloutRecord } from '../record/record.ts';
import { isApproved } from '../record/request-writes.ts';
import type { ReadFrozen } from '../state/frozen-file.ts';

/** The step, from 0, that is approved: the one that is named, or the first that waits for it. Throws ROLLOUT_NO_APPROVAL. */
export function stepToApprove(
  frozen: ReadFrozen,
  record: RolloutRecord,
  { name, step }: { readonly name: string; readonly step: number | undefined },
): number {
  const all = frozen.kind === 'frozen' ? [...frozen.frozen.rules.approvals].sort((a, b) => a - b) : [];
  const found = step === undefined ? all.find((one) => !isApproved(record, one)) : step - 1;
  if (found !== undefined && all.includes(found)) return found;
  const steps = all.map((one) => one + 1).join(', ');
  throw fail('ROLLOUT_NO_APPROVAL', { name, step, steps });
}
