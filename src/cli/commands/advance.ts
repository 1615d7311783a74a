import { defineVerb } from '../rollouts/verb.ts';

export const advance = defineVerb({
  verb: 'advance',
  describe: (command) => command,
  asked: () => ({}),
  example: 'rollout advance checkout-v2 --reason "the metric is known to be late"',
});
