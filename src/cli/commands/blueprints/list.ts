import { listBlueprints } from '../../../blueprint/catalog.ts';
import { printableJson } from '../../../text/printable.ts';
import { defineCommand } from '../../command.ts';
import { outputOption } from '../../options.ts';
import { paintFor } from '../../paint.ts';
import { addBlueprintsOption } from '../../policy-flags.ts';
import { table } from '../../table.ts';

interface Options {
  readonly blueprints?: string;
  readonly output: 'text' | 'json';
}

export const list = defineCommand({
  describe: (command) =>
    addBlueprintsOption(command)
      .addOption(outputOption())
      .addHelpText('after', '\nExample:\n  $ rollout blueprints list'),

  request: (flags: Options) => flags,

  async run({ blueprints, output }, io) {
    const found = await listBlueprints(blueprints);
    if (output === 'json') {
      const entries = found.map(({ name, title, renderer, drivers }) => ({ name, title, renderer, drivers }));
      io.out(`${printableJson(entries, 2)}\n`);
      return 0;
    }
    const rows = found.map(({ name, title, drivers }) => [name, title, drivers.join(', ')]);
    io.out(table(['NAME', 'TITLE', 'DRIVERS'], rows, await paintFor(io.colour.stdout)));
    return 0;
  },
});
