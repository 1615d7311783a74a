import { scripts } from '../completion.ts';
import { verb } from '../verb.ts';

export const completion = verb({
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

  async run(_options, io, [shell]) {
    io.out(scripts[shell as keyof typeof scripts]);
    return 0;
  },
});
