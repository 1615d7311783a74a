import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { writeGenerated } from './write-generated.mjs';

const folder = fileURLToPath(new URL('../src/render/report', import.meta.url));
const target = join(folder, 'page-script.generated.js');
const DECLARATION = `/** The program of a report page (browser/main.ts), bundled: the text of its script element. */
export declare const pageScript: string;
`;

/** Bundles the program of report pages into `page-script.generated.js`; writes only what has changed. */
export async function writePageScript() {
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
  await writeGenerated(target, `export const pageScript = ${JSON.stringify(text)};\n`, DECLARATION);
}

/** What vitest calls before the first test. */
export const setup = writePageScript;
