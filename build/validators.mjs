import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { _, Ajv } from 'ajv';
import standalone from 'ajv/dist/standalone/index.js';
import { build } from 'esbuild';
import { importTypeScript } from './import-typescript.mjs';
import { schemaSources } from './schemas.mjs';
import { shortened } from './validator-code.mjs';
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
  for (const [path, schema] of schemas) ajv.addSchema(withoutNotes(schema), path);
  const exported = schemas.map(([path], i) => [`check${i}`, path]);
  const { limitFaults } = await importTypeScript(join(folder, 'fault-limit.ts'));
  const code = shortened(limitFaults(standalone.default(ajv, Object.fromEntries(exported))));
  const table = exported.map(([name, id]) => `${JSON.stringify(id)}: ${name}`).join(', ');
  const { text, metafile } = await bundle(`${code}\nexport const validators = { ${table} };\n`);
  await writeGenerated(target, text, DECLARATION);
  return metafile;
}

/** What a validator does not check: a tenth of the code, which every start would load. */
const NOTES = ['title', 'description', 'default', 'examples', 'x-template', 'x-from'];
/** Keywords that hold a value, and those that hold names. */
const VALUES = ['enum', 'const', 'required'];
const NAMED = ['properties', 'patternProperties', '$defs'];

/** A schema without its notes; a key that must be there keeps what it is for, which is said where it is missing. */
function withoutNotes(schema) {
  if (Array.isArray(schema)) return schema.map(withoutNotes);
  if (typeof schema !== 'object' || schema === null) return schema;
  const kept = Object.entries(schema).filter(([keyword]) => !NOTES.includes(keyword));
  return Object.fromEntries(kept.map(([keyword, value]) => [keyword, inside(keyword, value, schema)]));
}

function inside(keyword, value, { required = [] }) {
  if (VALUES.includes(keyword)) return value;
  if (!NAMED.includes(keyword)) return withoutNotes(value);
  const entries = Object.entries(value).map(([name, schema]) => {
    const { description } = required.includes(name) ? schema : {};
    return [
      name,
      description === undefined ? withoutNotes(schema) : { ...withoutNotes(schema), description },
    ];
  });
  return Object.fromEntries(entries);
}

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
