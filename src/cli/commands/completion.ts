import { defineCommand } from '../command.ts';
import { scripts } from '../completion/scripts.ts';

export const completion = defineCommand({
  describe: (command) =>
    command
      .addArgument(command.createArgument('<shell>', 'your shell').choices(Object.keys(scripts)))
      .addHelpText(
        'after',
        `
Example:
  $ source <(rollout completion bash)

For every new shell:
  $ rollout completion bash > ~/.local/share/bash-completion/completions/rollout
  $ rollout completion zsh > "\${fpath[1]}/_rollout"
  $ rollout completion fish > ~/.config/fish/completions/rollout.fish`,
      ),

  request: (_flags: object, [shell]) => scripts[shell as keyof typeof scripts],

  async run(script, io) {
    io.out(script);
    return 0;
  },
});
