import { load } from 'js-yaml';
import { findBlueprint } from '../../src/blueprint/catalog.ts';
import { checkValues } from '../../src/blueprint/check.ts';
import { parseYaml } from '../../src/text/yaml.ts';
import { conformanceValues } from '../support/values.ts';
import type { Row } from './row.ts';

const FILES = 1000;

/** How long one process takes to read and check many values files, against parsing them with js-yaml alone. */
export async function* values(): AsyncGenerator<Row> {
  const texts = [...conformanceValues.values()];
  let checked = 0;
  let parsed = 0;
  for (let i = 0; i < FILES; i++) {
    const text = texts[i % texts.length]!;
    checked += await timeOf(() => check(text));
    parsed += await timeOf(async () => load(text));
  }
  yield { name: `${FILES} values files checked`, value: checked / 1000, unit: 's' };
  yield { name: 'values: against js-yaml alone', value: checked / parsed, unit: 'x its time', atMost: 6 };
}

async function check(text: string): Promise<void> {
  const blueprint = await findBlueprint(/blueprint: (\S+)/.exec(text)![1]!);
  const { diagnostics } = await checkValues(blueprint, parseYaml(text, 'values.yaml'));
  if (diagnostics.length > 0) throw new Error(diagnostics[0]!.message);
}

/** In milliseconds. */
async function timeOf(task: () => Promise<unknown>): Promise<number> {
  const before = performance.now();
  await task();
  return performance.now() - before;
}
