import { printableJson } from '../../../text/printable.ts';
import { dumpYaml } from '../../../text/yaml.ts';
import { defineCommand } from '../../command.ts';
import { checkPolicyName } from '../../dynamic-document.ts';
import { choiceOption, stateDirOption } from '../../options.ts';
import { openStore, type StateDirFlags } from '../../state-dir.ts';

interface Flags extends StateDirFlags {
  readonly policy: string;
  readonly output: 'yaml' | 'json';
}

export const get = defineCommand({
  describe: (command) =>
    command
      .requiredOption('--policy <name>', 'the policy')
      .addOption(stateDirOption('where it is stored'))
      .addOption(choiceOption('-o, --output <format>', 'form of the document', ['yaml', 'json'], 'yaml'))
      .addHelpText('after', '\nExample:\n  $ rollout dynamic-config get --policy checkout-v2'),

  request: ({ policy, stateDir, output }: Flags) => ({ policy: checkPolicyName(policy), stateDir, output }),

  async run({ policy, stateDir, output }, io) {
    const stored = openStore({ stateDir }, io).get(policy);
    const document = stored?.document ?? {};
    io.out(output === 'json' ? `${printableJson(document, 2)}\n` : dumpYaml(document));
    return 0;
  },
});
