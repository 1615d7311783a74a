import { Store, stateDir } from '../../../control/store.ts';
import { dumpYaml } from '../../../text/yaml.ts';
import { checkPolicyName } from '../../dynamic-document.ts';
import { choiceOption } from '../../options.ts';
import { verb } from '../../verb.ts';

interface Options {
  readonly policy: string;
  readonly stateDir?: string;
  readonly output: 'yaml' | 'json';
}

export const get = verb<Options>({
  describe: (command) =>
    command
      .requiredOption('--policy <name>', 'the policy')
      .option(
        '--state-dir <dir>',
        'where it is stored (default: $ROLLOUT_STATE_DIR or the XDG state directory)',
      )
      .addOption(choiceOption('-o, --output <format>', 'form of the document', ['yaml', 'json'], 'yaml'))
      .addHelpText('after', '\nExample:\n  $ rollout dynamic-config get --policy checkout-v2'),

  async run(options, io) {
    const stored = new Store(stateDir(options.stateDir, io.env)).get(checkPolicyName(options.policy));
    const document = stored?.document ?? {};
    io.out(options.output === 'json' ? `${JSON.stringify(document, null, 2)}\n` : dumpYaml(document));
    return 0;
  },
});
