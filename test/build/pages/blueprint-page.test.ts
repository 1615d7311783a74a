import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { blueprintPage } from '../../../build/pages/blueprint-page.ts';
import { findBlueprint } from '../../../src/blueprint/catalog.ts';
import { renderBlueprint } from '../../../src/blueprint/render.ts';
import { compile } from '../../../src/circuit/compile.ts';
import { lint } from '../../../src/policy/lint.ts';
import { parseYaml } from '../../../src/text/yaml.ts';
import { BLUEPRINTS } from '../../support/values.ts';

describe.each(BLUEPRINTS)('%s', async (name) => {
  const blueprint = await findBlueprint(name);
  const example = readFileSync(join(blueprint.folder, 'example.yaml'), 'utf8');

  test('its README.md is up to date (`npm run docs`)', () => {
    expect(readFileSync(join(blueprint.folder, 'README.md'), 'utf8')).toBe(blueprintPage(blueprint, example));
  });

  test('its example is valid, without a warning', async () => {
    const policy = await renderBlueprint(blueprint, parseYaml(example, 'example.yaml'));
    const { plan, diagnostics } = compile(policy.resource.spec.circuit, policy.placeOf);
    expect([...diagnostics, ...(await lint(policy, plan!))]).toEqual([]);
  });
});
