import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { listBlueprints } from '../src/blueprint/catalog.ts';
import { policySchema } from '../src/policy/policy-schema.ts';
import { blueprintPage } from './pages/blueprint-page.ts';
import { componentsPage } from './pages/components-page.ts';
import { errorsPage } from './pages/errors-page.ts';
import { demoPictureSvg } from './pictures/demo-picture.ts';
import { withKinds } from './rollout-schema.ts';
import { printSchema, refersToOthers, schemaSources, selfContained } from './schemas.mjs';

const POLICY = '/schemas/policy.schema.json';
const ROLLOUT = '/schemas/rollout.schema.json';

/** The files made from the table of kinds, the sources of schemas and those of pages, by their path in the repository. */
export const generatedFiles = async (root: string): Promise<Record<string, string>> => ({
  ...(await schemaFiles(root)),
  ...(await pageFiles()),
});

/** The schema of policies, and those that refer to it or to others, each in one file. */
export async function schemaFiles(root: string): Promise<Record<string, string>> {
  const sources = { ...(await schemaSources(root)), [POLICY]: JSON.parse(JSON.stringify(policySchema())) };
  const made = Object.keys(sources).filter((path) => path === POLICY || refersToOthers(sources[path]));
  const whole = made.map((path) => [path.slice(1), printSchema(selfContained(path, sources))]);
  return { ...Object.fromEntries(whole), [ROLLOUT.slice(1)]: printSchema(withKinds(sources[ROLLOUT])) };
}

/** Pages made from the table of kinds, the catalogue of errors, and the published schemas of the blueprints; the terminal of the README. */
export const pageFiles = async (): Promise<Record<string, string>> => ({
  'docs/components.md': componentsPage(),
  'docs/errors.md': errorsPage(),
  'docs/pictures/demo.svg': await demoPictureSvg(),
  ...(await blueprintPages()),
});

async function blueprintPages(): Promise<Record<string, string>> {
  const pages = (await listBlueprints()).map((blueprint) => {
    const example = readFileSync(join(blueprint.folder, 'example.yaml'), 'utf8');
    return [`blueprints/${blueprint.name}/README.md`, blueprintPage(blueprint, example)];
  });
  return Object.fromEntries(pages);
}
