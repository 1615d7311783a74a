import { findBlueprint } from '../../../blueprint/catalog.ts';
import { schemaReference } from '../../../blueprint/schema-reference.ts';
import { writeDynamicValues } from '../../../blueprint/template.ts';
import { defineCommand } from '../../command.ts';
import { addTemplateOptions, type TemplateFlags } from '../../template-options.ts';
import { writeResult } from '../../write-result.ts';

export const dynamicValues = defineCommand({
  describe: (command) =>
    addTemplateOptions(command).addHelpText(
      'after',
      '\nApply the file to a running rollout with `rollout dynamic-config apply`.\n\nExample:\n  $ rollout blueprints dynamic-values --name average-latency --output-file dynamic.yaml',
    ),

  request: (flags: TemplateFlags) => flags,

  async run({ name, blueprints, outputFile = '-', onlyRequired, comments, schemaUrl, overwrite }, io) {
    const blueprint = await findBlueprint(name, blueprints);
    const schema = schemaReference(blueprint.files.dynamic, {
      output: outputFile,
      cwd: io.cwd,
      byUrl: schemaUrl,
    });
    await writeResult(
      outputFile,
      writeDynamicValues(blueprint, { onlyRequired, comments, schema }),
      { overwrite },
      io,
    );
    return 0;
  },
});
