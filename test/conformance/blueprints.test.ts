import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { compileLoaded, loadPolicy } from '../../src/cli/load-policy.ts';
import { mermaid } from '../../src/render/mermaid.ts';
import { parseYaml } from '../../src/text/yaml.ts';
import { fakeIO } from '../support/fake-io.ts';
import { root } from '../support/script.ts';

const folder = join(root, 'test/conformance/blueprints');
const cases = readdirSync(folder).filter((name) => /^\d/.test(name));

describe.each(cases)('%s', (name) => {
  const read = (file: string) => readFileSync(join(folder, name, file), 'utf8');
  const load = () => loadPolicy({ valuesFile: 'values.yaml' }, fakeIO({ files: { 'values.yaml': read('values.yaml') } }));

  test('renders its policy', async () => {
    const { resource } = await load();
    const { annotations, ...metadata } = resource.metadata;
    expect({ ...resource, metadata }).toEqual(parseYaml(read('policy.yaml'), 'policy.yaml').value);
    expect(annotations?.['fluxninja.com/values']).toBeDefined();
  });

  test('draws its graph', async () => {
    const { plan } = compileLoaded(await load());
    expect(mermaid(plan.tree, 1)).toBe(read('graph.mmd'));
  });
});

test('there are forty cases', () => {
  expect(cases).toHaveLength(40);
});
