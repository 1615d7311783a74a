import { fail } from '../../errors/rollout-error.ts';
import { defineVerb } from '../rollouts/verb.ts';

interface Flags {
  readonly step?: string;
}

export const approve = defineVerb({
  verb: 'approve',
  describe: (command) =>
    command.option('--step <number>', 'the step that it may enter (default: the first that waits)'),

  asked: ({ step }: Flags) => ({ step: step === undefined ? undefined : readStep(step) }),

  async order({ name, store, frozen }, { step: named }) {
    const { stepToApprove } = await import('../../control/commands/next-approval.ts');
    const { approve: write } = await import('../../control/record/request-writes.ts');
    const found = await store.read();
    if (found.kind === 'unknown') throw fail('ROLLOUT_RECORD', { name, why: found.why });
    const step = stepToApprove(frozen, found.value, { name, step: named });
    return { write: write(step), done: `approved step ${step + 1} of` };
  },

  example: 'rollout approve checkout-v2 --step 2 --reason "looked at the week"',
});

function readStep(text: string): number {
  const step = Number(text);
  if (/^\d+$/.test(text) && step > 0) return step;
  throw fail('USAGE_VALUE', { flag: '--step', got: text, expected: 'the number of a step, from 1' });
}
