import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { listBlueprints } from '../src/blueprint/catalog.ts';
import { policySchema } from '../src/policy/policy-schema.ts';
import { blueprintPage } from './pages/blueprint-page.ts';
import { componentsPage } from './pages/components-page.ts';
import { errorsPage } from './pages/errors-page.ts';

/**
 * The files made from the table of kinds, the catalogue of errors and the blueprints, by their path in the
 * repository.
 */
export const generatedFiles = async (): Promise<Record<string, string>> => ({
  'schemas/policy.schema.json': `${JSON.stringify(policySchema(), null, 2)}\n`,
  'docs/components.md': componentsPage(),
  'docs/errors.md': errorsPage(),
  ...(await blueprintPages()),
});

async function blueprintPages(): Promise<Record<string, string>> {
  const pages = (await listBlueprints()).map((blueprint) => {
    const example = readFileSync(join(blueprint.folder, 'example.yaml'), 'utf8');
    return [`blueprints/${blueprint.name}/README.md`, blueprintPage(blueprint, example)];
  });
  return Object.fromEntries(pages);
}
