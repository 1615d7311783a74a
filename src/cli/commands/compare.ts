import { defineCommand } from '../command.ts';
import { addCompareOptions } from '../compare/flags.ts';
import { compareRequest } from '../compare/request.ts';

export const compare = defineCommand({
  describe: (command) => addCompareOptions(command).addHelpText('after', EXAMPLES),

  request: compareRequest,

  async run(request, io) {
    const { compare: comparePolicies } = await import('../compare/compare.ts');
    return comparePolicies(request, io);
  },
});

const EXAMPLES = `
Examples:
  $ rollout compare values.yaml values-new.yaml --replay week.recording \\
      --inject 'AVERAGE_LATENCY_0: x1.3'

  As a comment of a pull request; exit code 1 if the new one is worse:
  $ rollout compare values.yaml values-new.yaml --replay week.recording \\
      -o markdown --fail-on worse`;
