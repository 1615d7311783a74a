import { Store, stateDir } from '../../../control/store.ts';
import { checkPolicyName } from '../../dynamic-document.ts';
import { outputOption } from '../../options.ts';
import { verb } from '../../verb.ts';

interface Options {
  readonly policy: string;
  readonly stateDir?: string;
  readonly output: 'text' | 'json';
}

export const remove = verb<Options>({
  describe: (command) =>
    command
      .requiredOption('--policy <name>', 'the policy')
      .option(
        '--state-dir <dir>',
        'where it is stored (default: $ROLLOUT_STATE_DIR or the XDG state directory)',
      )
      .addOption(outputOption())
      .addHelpText('after', '\nExample:\n  $ rollout dynamic-config delete --policy checkout-v2'),

  async run(options, io) {
    const policy = checkPolicyName(options.policy);
    const store = new Store(stateDir(options.stateDir, io.env));
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
