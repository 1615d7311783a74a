import { defineCommand } from '../command.ts';
import { outputOption, stateAliasOption, stateDirOption, timeoutOption } from '../options.ts';
import { addServerOptions } from '../rollouts/place.ts';
import { readStatusRequest, type StatusFlags } from '../status/request.ts';
import { showStatus } from '../status/show.ts';

export const status = defineCommand({
  describe: (command) =>
    addServerOptions(
      command
        .argument('[name]', 'only this rollout, or simulations of this policy')
        .option('--policy <name>', 'only simulations of this policy')
        .option('--watch', 'a living picture with keys to steer; without a terminal, every second a table')
        .option('--wait <state>', 'until the rollout is in this state; exit 1 where it ends elsewhere')
        .addOption(timeoutOption())
        .addOption(stateDirOption('the state directory'))
        .addOption(stateAliasOption()),
    )
      .addOption(outputOption())
      .addHelpText(
        'after',
        '\nExamples:\n  $ rollout status --policy checkout-v2\n  $ rollout status --watch\n  $ rollout status checkout-v2 --wait completed --timeout 8h',
      ),

  request: (flags: StatusFlags, [name]) => readStatusRequest(flags, name),

  run: showStatus,
});
