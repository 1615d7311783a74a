import { ENDINGS } from '../../control/record/record.ts';
import { defineCommand } from '../command.ts';
import { choiceOption, outputOption, repeated, stateOption } from '../options.ts';
import { openRollouts } from '../run/open-rollouts.ts';
import { type RunFlags, type RunRequest, runRequest } from '../run/request.ts';
import { runRollouts } from '../run/run-rollouts.ts';
import type { StopServing } from '../run/serve.ts';

export const run = defineCommand<RunFlags, RunRequest>({
  describe: (command) =>
    command
      .argument('<file...>', 'rollout files')
      .addOption(stateOption())
      .option('--blueprints <dir>', 'a directory of your own blueprints')
      .option('--replan', 'take what its files say by now; else it goes on as it was run first')
      .option('--dry-run', 'try everything that a run needs; tell nothing, write nothing')
      .addOption(
        choiceOption('--on-exit <place>', 'where it is left at Ctrl-C, if nobody stands by', ENDINGS, 'hold'),
      )
      .optionsGroup('API and metrics:')
      .option('--listen <address>', 'HOST:PORT, or a PORT of loopback; 0 is any free one')
      .option('--token-file <file>', 'whoever knows its token may steer; without it nobody may')
      .option('--listen-name <name>', 'a name it is asked by, with a dot; may be repeated', repeated)
      .optionsGroup('Result:')
      .addOption(outputOption())
      .addHelpText('after', EXAMPLES),

  request: runRequest,

  async run(request, io) {
    if (request.isDryRun) return (await import('../run/dry-run/dry-run.ts')).dryRun(request, io);
    const opened = await openRollouts(request, io);
    let stopServing: StopServing | undefined;
    try {
      stopServing = request.serve && (await openApi(opened, request.serve, io));
    } catch (problem) {
      await Promise.all(opened.map(({ abandon }) => abandon()));
      throw problem;
    }
    let exit = 1;
    try {
      exit = await runRollouts(opened, request, io);
    } finally {
      await stopServing?.(exit === 0);
    }
    return exit;
  },
});

const openApi: typeof import('../run/serve.ts').serve = async (...given) =>
  (await import('../run/serve.ts')).serve(...given);

const EXAMPLES = `
Examples:
  $ rollout run rollout.yaml

  Whether it could run, with its queries, targets, secrets and state tried:
  $ rollout run rollout.yaml --dry-run

  As lines of JSON, with its state in a directory of its own:
  $ rollout run rollout.yaml --state /var/lib/rollout -o json

  With metrics, and an API for who has the token:
  $ rollout run rollout.yaml --listen 127.0.0.1:9464 --token-file api.token`;
