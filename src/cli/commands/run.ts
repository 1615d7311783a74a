import { defineCommand } from '../command.ts';
import { outputOption, stateOption } from '../options.ts';
import { type OpenedRollout, openRollout } from '../run/open-rollout.ts';
import { type RunFlags, type RunRequest, runRequest } from '../run/request.ts';
import { runRollouts } from '../run/run-rollouts.ts';

export const run = defineCommand<RunFlags, RunRequest>({
  describe: (command) =>
    command
      .argument('<file...>', 'rollout files')
      .addOption(stateOption())
      .option('--blueprints <dir>', 'a directory of your own blueprints')
      .addOption(outputOption())
      .addHelpText('after', EXAMPLES),

  request: runRequest,

  async run(request, io) {
    const opened: OpenedRollout[] = [];
    try {
      for (const file of request.files) opened.push(await openRollout(file, request, io));
    } catch (problem) {
      for (const { close } of opened) close();
      throw problem;
    }
    return runRollouts(opened, request, io);
  },
});

const EXAMPLES = `
Examples:
  $ rollout run rollout.yaml

  As lines of JSON, with its state in a directory of its own:
  $ rollout run rollout.yaml --state /var/lib/rollout -o json`;
