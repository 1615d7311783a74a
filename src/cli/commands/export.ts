import { nameFault } from '../../control/kubernetes/resource.ts';
import { diagnostic, fail } from '../../errors/rollout-error.ts';
import { parseBaseUrl } from '../../prometheus/http/base-url.ts';
import { kubernetesName } from '../../render/export/checks.ts';
import { EXPORTS, exportJson, exportText } from '../../render/export.ts';
import { defineCommand } from '../command.ts';
import { flagdFlag } from '../export/flagd.ts';
import { loadSubject } from '../export/load-subject.ts';
import { choiceOption } from '../options.ts';
import { addPolicyOptions, type PolicyFlags, readPolicyFlags } from '../policy-flags.ts';
import { writeResult } from '../write-result.ts';

interface Flags extends PolicyFlags {
  readonly to: string;
  readonly prometheus?: string;
  readonly workload?: string;
  readonly output?: 'yaml' | 'json';
  readonly outputFile: string;
  readonly overwrite?: boolean;
}

const TOOLS: typeof EXPORTS = { ...EXPORTS, flagd: { tool: 'flagd', write: flagdFlag } };

const EXAMPLES = `
What the other tool cannot say stands in comments at the head of the result, and on stderr.
FILE may be a policy or a rollout file, too.

Examples:
  $ rollout export values.yaml --to argo
  $ rollout export rollout.yaml --to flagger --workload checkout --output-file canary.yaml`;

export const exportCommand = defineCommand({
  describe: (command) =>
    addPolicyOptions(command.optionsGroup('Policy:'))
      .optionsGroup('Result:')
      .addOption(
        choiceOption('--to <tool>', 'what it is written for', Object.keys(TOOLS)).makeOptionMandatory(),
      )
      .option('--prometheus <url>', 'the server that answers its queries (default: that of the rollout file)')
      .option('--workload <name>', 'the Deployment (default: the service of the first selector)')
      .addOption(
        choiceOption('-o, --output <format>', 'form of the result (default: yaml, of flagd json)', [
          'yaml',
          'json',
        ]),
      )
      .option('--output-file <file>', 'where it is written; - is standard output', '-')
      .option('--overwrite', 'replace an existing file')
      .addHelpText('after', EXAMPLES),

  request(flags: Flags, args) {
    checkFlags(flags);
    return { ...flags, policy: readPolicyFlags(flags, args) };
  },

  async run({ policy, to, prometheus, workload, output, outputFile, overwrite }, io) {
    const loaded = await loadSubject(policy, io);
    const { tool, write } = TOOLS[to]!;
    const name = resourceName(loaded.name);
    const made = write({ ...loaded, name, prometheus: prometheus ?? loaded.prometheus, workload });
    io.report(made.losses.map((what) => diagnostic('EXPORT_LOST', { tool, what })));
    const text =
      (output ?? (to === 'flagd' ? 'json' : 'yaml')) === 'json'
        ? exportJson(made)
        : exportText(made, `${name} for ${tool}.`);
    await writeResult(outputFile, text, { overwrite }, io);
    return 0;
  },
});

/** What no resource may hold. Throws USAGE_VALUE and PROM_URL. */
function checkFlags({ workload, prometheus }: Flags): void {
  if (prometheus !== undefined) parseBaseUrl(prometheus);
  const fault = nameFault({ name: workload });
  if (fault) throw fail('USAGE_VALUE', { flag: '--workload', got: workload!, expected: fault.why });
}

/** That of the policy where Kubernetes takes it. */
const resourceName = (name: string): string => (nameFault({ name }) ? kubernetesName(name) : name);
