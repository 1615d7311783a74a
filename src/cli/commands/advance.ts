import { defineVerb } from '../rollouts/verb.ts';

export const advance = defineVerb({
  verb: 'advance',
  describe: (command) => command,
  asked: () => undefined,
  async order() {
    const { advance: write } = await import('../../control/record/request-writes.ts');
    return { write, done: 'advanced' };
  },
  example: 'rollout advance checkout-v2 --reason "the metric is known to be late"',
});
