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
  asked: ({ at }: Flags) => at,
  async order(_, at) {
    const { end: write } = await import('../../control/record/request-writes.ts');
    return { write: write(at), done: 'ended' };
  },
  example: 'rollout end checkout-v2 --at off --reason "replaced by checkout-v3"',
});
