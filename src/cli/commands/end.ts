import { ENDINGS, type Ending } from '../../control/record/record.ts';
import { choiceOption } from '../options.ts';
import { defineVerb } from '../rollouts/verb.ts';

interface Flags {
  readonly at: Ending;
}

export const end = defineVerb({
  verb: 'end',
  describe: (command) =>
    command.addOption(choiceOption('--at <place>', 'where its targets are left', ENDINGS, 'hold')),
  asked: ({ at }: Flags) => ({ at }),
  example: 'rollout end checkout-v2 --at off --reason "replaced by checkout-v3"',
});
