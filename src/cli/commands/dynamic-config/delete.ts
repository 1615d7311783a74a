import { defineCommand } from '../../command.ts';
import { checkPolicyName } from '../../dynamic-document.ts';
import { outputOption, stateDirOption } from '../../options.ts';
import { openStore, type StateDirFlags } from '../../state-dir.ts';

interface Options extends StateDirFlags {
  readonly policy: string;
  readonly output: 'text' | 'json';
}

export const remove = defineCommand({
  describe: (command) =>
    command
      .requiredOption('--policy <name>', 'the policy')
      .addOption(stateDirOption('where it is stored'))
      .addOption(outputOption())
      .addHelpText('after', '\nExample:\n  $ rollout dynamic-config delete --policy checkout-v2'),

  request: (flags: Options) => flags,

  async run(options, io) {
    const policy = checkPolicyName(options.policy);
    const store = openStore(options, io);
    const existed = store.get(policy) !== undefined;
    if (existed) store.apply(policy, null);
    if (options.output === 'json') io.out(`${JSON.stringify({ policy, deleted: existed }, null, 2)}\n`);
    else
      io.out(
        existed ? `deleted: ${policy} is back to its own values\n` : `nothing was stored for ${policy}\n`,
      );
    return 0;
  },
});
