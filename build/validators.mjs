import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { _, Ajv } from 'ajv';
import standalone from 'ajv/dist/standalone/index.js';
import { build } from 'esbuild';
import { importTypeScript } from './import-typescript.mjs';
import { schemaSources } from './schemas.mjs';
import { writeGenerated } from './write-generated.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = join(root, 'src/schema');
const target = join(folder, 'validators.generated.js');
const DECLARATION = `import type { Validator } from './validator.ts';

/** Every published schema, compiled, by its path in the package. */
export declare const validators: Readonly<Record<string, Validator>>;
`;

/**
 * Compiles every published schema into `src/schema/validators.generated.js`, if it changed; returns esbuild's
 * metafile.
 */
export async function writeValidators() {
  const schemas = Object.entries(await schemaSources(root)).sort(([a], [b]) => (a < b ? -1 : 1));
  const ajv = new Ajv({
    allErrors: true,
    verbose: true,
    messages: false,
    strict: false,
    strictNumbers: true,
    inlineRefs: false,
    code: { source: true, esm: true, formats: _`require("./formats.ts").formats` },
  });
  for (const format of ['duration', 'positive-duration', 'window', 'moment', 'policy-name'])
    ajv.addFormat(format, () => true);
  for (const [path, schema] of schemas) ajv.addSchema(schema, path);
  const exported = schemas.map(([path], i) => [`check${i}`, path]);
  const { limitFaults } = await importTypeScript(join(folder, 'fault-limit.ts'));
  const code = withoutUnread(limitFaults(standalone.default(ajv, Object.fromEntries(exported))));
  const table = exported.map(([name, id]) => `${JSON.stringify(id)}: ${name}`).join(', ');
  const { text, metafile } = await bundle(`${code}\nexport const validators = { ${table} };\n`);
  await writeGenerated(target, text, DECLARATION);
  return metafile;
}

/** The code of validators whose faults lack what nothing reads: a fifth of it, which every start would load. */
const withoutUnread = (code) =>
  code.replace(/schemaPath:\s*"(?:[^"\\]|\\.)*",/g, '').replace(/\bschema:[^{}]*?,\s*(?=parentSchema:)/g, '');

/** What vitest calls before the first test. */
export async function setup() {
  await writeValidators();
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
