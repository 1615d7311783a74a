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
  example: 'rollout approve checkout-v2 --step 2 --reason "looked at the week"',
});

function readStep(text: string): number {
  const step = Number(text);
  if (/^\d+$/.test(text) && step > 0) return step;
  throw fail('USAGE_VALUE', { flag: '--step', got: text, expected: 'the number of a step, from 1' });
}
