import { printableJson } from '../../../text/printable.ts';
import { defineCommand } from '../../command.ts';
import { checkPolicyName } from '../../dynamic-document.ts';
import { outputOption, stateDirOption } from '../../options.ts';
import { openStore, type StateDirFlags } from '../../state-dir.ts';

interface Flags extends StateDirFlags {
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

  request: ({ policy, stateDir, output }: Flags) => ({ policy: checkPolicyName(policy), stateDir, output }),

  async run({ policy, stateDir, output }, io) {
    const deleted = openStore({ stateDir }, io).delete(policy);
    io.out(output === 'json' ? `${printableJson({ policy, deleted }, 2)}\n` : asText(policy, deleted));
    return 0;
  },
});

const asText = (policy: string, deleted: boolean): string =>
  deleted ? `deleted: ${policy} is back to its own values\n` : `nothing was stored for ${policy}\n`;
