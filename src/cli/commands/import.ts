import { IMPORTS, importedText, importValues } from '../../blueprint/import.ts';
import { schemaReference } from '../../blueprint/schema-reference.ts';
import { defineCommand } from '../command.ts';
import { compileChecked, policyOfValues } from '../load-policy.ts';
import { choiceOption } from '../options.ts';
import { SCHEMA_URL } from '../template-options.ts';
import { writeResult } from '../write-result.ts';

interface Flags {
  readonly from: string;
  readonly schemaUrl?: boolean;
  readonly outputFile: string;
  readonly overwrite?: boolean;
}

const EXAMPLES = `
The file holds the Rollout or the Canary with the templates that it names, as documents or as a List.
What values cannot say stands in comments at their head, and on stderr.

Examples:
  $ rollout import rollout-and-templates.yaml --from argo --output-file values.yaml
  $ kubectl get canaries,metrictemplates -o yaml | rollout import - --from flagger`;

export const importCommand = defineCommand({
  describe: (command) =>
    command
      .argument('<file>', 'resources of the other tool; - is standard input')
      .addOption(choiceOption('--from <tool>', 'whose resources', Object.keys(IMPORTS)).makeOptionMandatory())
      .option('--output-file <file>', 'where the values are written; - is standard output', '-')
      .option(...SCHEMA_URL)
      .option('--overwrite', 'replace an existing file')
      .addHelpText('after', EXAMPLES),

  request: (flags: Flags, [file = '-']) => ({ ...flags, file }),

  async run({ file, from, schemaUrl, outputFile, overwrite }, io) {
    const imported = await importValues(from, await io.read(file), file);
    const text = await importedText(imported, (schema) =>
      schemaReference(schema, { output: outputFile, cwd: io.cwd, byUrl: schemaUrl }),
    );
    const { diagnostics } = await compileChecked(await policyOfValues(text, { valuesFile: outputFile }));
    io.report([...imported.losses, ...diagnostics]);
    await writeResult(outputFile, text, { overwrite }, io);
    return 0;
  },
});
