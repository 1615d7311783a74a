import { mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { writeValidators } from './validators.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const dist = join(root, 'dist');
const STALE = 10 * 60 * 1000;

await writeValidators();
const { outputFiles } = await build({
  write: false,
  absWorkingDir: root,
  entryPoints: { rollout: 'bin/rollout.ts' },
  outdir: dist,
  chunkNames: 'chunks/[name]-[hash]',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.17',
  // Names stay, so that the stack in a bug report can be read.
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: 'none',
  alias: {
    // The type checker of PromQL wants an editor and a second copy of the grammar; see src/text/promql.ts.
    '@codemirror/language': join(root, 'build/codemirror-language.mjs'),
    '@prometheus-io/lezer-promql': join(root, 'node_modules/@prometheus-io/lezer-promql/dist/index.es.js'),
  },
  logLevel: 'warning',
  banner: {
    js: "import{createRequire as rolloutCreateRequire}from'node:module';const require=rolloutCreateRequire(import.meta.url);",
  },
});
// The entry comes last, and each file whole, so that a build beside a running rollout disturbs nobody.
const entry = join(dist, 'rollout.js');
for (const file of outputFiles.sort((a, b) => Number(a.path === entry) - Number(b.path === entry)))
  await put(file.path, file.contents, file.path === entry ? 0o755 : 0o644);
await removeStale(join(dist, 'chunks'));

async function put(file, contents, mode) {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(`${file}.${process.pid}`, contents, { mode });
  await rename(`${file}.${process.pid}`, file);
}

/** Chunks of earlier builds go only after a while: a simulation that is still running may import them. */
async function removeStale(folder) {
  const names = await readdir(folder).catch(() => []);
  const ages = await Promise.all(names.map(async (name) => [name, (await stat(join(folder, name))).mtimeMs]));
  const newest = Math.max(...ages.map(([, time]) => time));
  await Promise.all(ages.filter(([, time]) => time < newest - STALE).map(([name]) => rm(join(folder, name))));
}
