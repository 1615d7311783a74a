import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { writeGenerated } from './write-generated.mjs';

const render = fileURLToPath(new URL('../src/render', import.meta.url));

/** The folder of each page, below src/render, and the name under which the text of its program is exported. */
const PROGRAMS = { report: 'pageScript', assessment: 'assessmentScript' };

const declaration = (
  name,
) => `/** The program of a page (browser/main.ts), bundled: the text of its script element. */
export declare const ${name}: string;
`;

/** Bundles the programs of pages, each into the `page-script.generated.js` of its folder; writes only what has changed. */
export async function writePageScripts() {
  const written = Object.entries(PROGRAMS).map(([folder, name]) =>
    writePageScript(join(render, folder), name),
  );
  await Promise.all(written);
}

async function writePageScript(folder, name) {
  const { outputFiles } = await build({
    entryPoints: [join(folder, 'browser/main.ts')],
    write: false,
    bundle: true,
    format: 'iife',
    platform: 'browser',
    target: 'es2023',
    charset: 'utf8',
    minify: true,
    legalComments: 'none',
    logLevel: 'warning',
  });
  const text = outputFiles[0].text.trim();
  const target = join(folder, 'page-script.generated.js');
  await writeGenerated(target, `export const ${name} = ${JSON.stringify(text)};\n`, declaration(name));
}

/** What vitest calls before the first test. */
export const setup = writePageScripts;
