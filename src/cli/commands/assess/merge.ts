import { addMergeOptions, type MergeFlags } from '../../assess/flags.ts';
import { readAssessOutput } from '../../assess/output-request.ts';
import { defineCommand } from '../../command.ts';

export const merge = defineCommand({
  describe: (command) => addMergeOptions(command).addHelpText('after', EXAMPLES),

  request: (flags: MergeFlags, files) => ({
    files,
    output: readAssessOutput(flags),
    sure: flags.sure === true,
  }),

  async run(request, io) {
    const { mergeParts } = await import('../../assess/merge.ts');
    return mergeParts(request, io);
  },
});

const EXAMPLES = `
Equal to the assessment as a whole, byte for byte. Limits are those of the parts.

Examples:
  $ rollout assess values.yaml --replay week.recording --shard 1/2 --output-file 1.part
  $ rollout assess values.yaml --replay week.recording --shard 2/2 --output-file 2.part
  $ rollout assess merge 1.part 2.part --report week.recording.html`;
