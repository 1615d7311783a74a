import { findBlueprint } from '../../../blueprint/catalog.ts';
import { schemaReference } from '../../../blueprint/schema-reference.ts';
import { writeValues } from '../../../blueprint/template.ts';
import { defineCommand } from '../../command.ts';
import { addTemplateOptions, type TemplateFlags } from '../../template-options.ts';
import { writeResult } from '../../write-result.ts';

export const values = defineCommand({
  describe: (command) =>
    addTemplateOptions(command).addHelpText(
      'after',
      '\nFill in every __REQUIRED_FIELD__, then check the file with `rollout blueprints validate`.\n\nExamples:\n  $ rollout blueprints values --name average-latency --output-file values.yaml\n  $ rollout blueprints values --name promql --only-required --no-comments',
    ),

  request: (flags: TemplateFlags) => flags,

  async run({ name, blueprints, outputFile = '-', onlyRequired, comments, schemaUrl, overwrite }, io) {
    const blueprint = await findBlueprint(name, blueprints);
    const schema = schemaReference(blueprint.files.values, {
      output: outputFile,
      cwd: io.cwd,
      byUrl: schemaUrl,
    });
    await writeResult(
      outputFile,
      writeValues(blueprint, undefined, { onlyRequired, comments, schema }),
      { overwrite },
      io,
    );
    return 0;
  },
});
