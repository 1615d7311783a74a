import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { _, Ajv } from 'ajv';
import standalone from 'ajv/dist/standalone/index.js';
import { build } from 'esbuild';
import { writeGenerated } from './write-generated.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = join(root, 'src/schema');
const target = join(folder, 'validators.generated.js');
const DECLARATION = `import type { Validator } from './validator.ts';

/** Every published schema, compiled, by its $id. */
export declare const validators: Readonly<Record<string, Validator>>;
`;

/**
 * Compiles every published schema into `src/schema/validators.generated.js`, if it changed; returns esbuild's
 * metafile.
 */
export async function writeValidators() {
  const schemas = await readSchemas();
  const ajv = new Ajv({
    allErrors: true,
    verbose: true,
    messages: false,
    strict: false,
    strictNumbers: true,
    inlineRefs: false,
    code: { source: true, esm: true, formats: _`require("./formats.ts").formats` },
  });
  for (const format of ['duration', 'positive-duration', 'moment', 'policy-name'])
    ajv.addFormat(format, () => true);
  for (const schema of schemas) ajv.addSchema(schema);
  const exported = schemas.map((schema, i) => [`check${i}`, schema.$id]);
  const code = standalone.default(ajv, Object.fromEntries(exported));
  const table = exported.map(([name, id]) => `${JSON.stringify(id)}: ${name}`).join(', ');
  const { text, metafile } = await bundle(`${code}\nexport const validators = { ${table} };\n`);
  await writeGenerated(target, text, DECLARATION);
  return metafile;
}

/** What vitest calls before the first test. */
export async function setup() {
  await writeValidators();
}

async function readSchemas() {
  const below = async (path) =>
    (await readdir(join(root, path), { recursive: true })).map((name) => join(root, path, name));
  const files = [...(await below('schemas')), ...(await below('blueprints'))];
  const texts = files.filter((file) => file.endsWith('.schema.json')).map((file) => readFile(file, 'utf8'));
  return (await Promise.all(texts)).map((text) => JSON.parse(text)).sort((a, b) => (a.$id < b.$id ? -1 : 1));
}

async function bundle(contents) {
  const { outputFiles, metafile } = await build({
    absWorkingDir: root,
    stdin: { contents, resolveDir: folder, loader: 'js' },
    write: false,
    metafile: true,
    bundle: true,
    format: 'esm',
    platform: 'neutral',
    mainFields: ['main'],
    minify: true,
    legalComments: 'none',
    logLevel: 'warning',
  });
  return { text: outputFiles[0].text, metafile };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await writeValidators();
