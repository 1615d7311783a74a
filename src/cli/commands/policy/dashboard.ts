import { dashboard as build, type DashboardParams } from '../../../render/dashboard.ts';
import { defineCommand } from '../../command.ts';
import { addPolicyOptions, compileLoaded, loadPolicy, type PolicyOptions } from '../../inputs.ts';
import { writeResult } from '../../write-result.ts';

interface Options extends PolicyOptions {
  readonly outputFile?: string;
  readonly overwrite?: boolean;
}

export const dashboard = defineCommand({
  describe: (command) =>
    addPolicyOptions(command)
      .option('--output-file <file>', 'where it is written; - is standard output', '-')
      .option('--overwrite', 'replace an existing file')
      .addHelpText(
        'after',
        `
Import it in Grafana 10 or later. A policy file carries no dashboard settings: the defaults are taken.

Example:
  $ rollout policy dashboard --values-file values.yaml --output-file dashboard.json`,
      ),

  request: (flags: Options) => flags,

  async run(options, io) {
    const loaded = await loadPolicy(options, io);
    const { plan, diagnostics } = compileLoaded(loaded);
    io.report(diagnostics);
    const { dashboard: params } = (loaded.values ?? {}) as { dashboard?: DashboardParams };
    const text = `${JSON.stringify(build(plan, loaded.name, params), null, 2)}\n`;
    await writeResult(options.outputFile ?? '-', text, options, io);
    return 0;
  },
});
