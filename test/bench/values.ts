import { findBlueprint } from '../../src/blueprint/catalog.ts';
import { checkValues } from '../../src/blueprint/check.ts';
import { parseYaml } from '../../src/text/yaml.ts';
import { conformanceValues } from '../support/values.ts';
import type { Row } from './row.ts';

const FILES = 1000;

/** How long one process takes to read and check many values files. */
export async function* values(): AsyncGenerator<Row> {
  const texts = [...conformanceValues.values()];
  const before = performance.now();
  for (let i = 0; i < FILES; i++) {
    const text = texts[i % texts.length]!;
    const blueprint = await findBlueprint(/blueprint: (\S+)/.exec(text)![1]!);
    const { diagnostics } = await checkValues(blueprint, parseYaml(text, 'values.yaml'));
    if (diagnostics.length > 0) throw new Error(diagnostics[0]!.message);
  }
  yield {
    name: `${FILES} values files checked`,
    value: (performance.now() - before) / 1000,
    unit: 's',
    atMost: 3,
  };
}
