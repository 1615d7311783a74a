import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, transform } from 'esbuild';
import { axiosForNode } from './axios-for-node.mjs';
import { REQUIRE, withDirectImports } from './direct-imports.mjs';
import { joinChunks } from './join-chunks.mjs';

export const root = fileURLToPath(new URL('..', import.meta.url));
export const dist = join(root, 'dist');

/** The command line, and the worker thread of rehearsals; they share chunks. */
const ENTRIES = { rollout: 'bin/rollout.ts', worker: 'src/cli/judge/worker.ts' };

const TARGET = 'node20.17';

/** All files of the program in memory; `metafile` says what each is made of. */
export async function bundleRollout() {
  const { metafile } = await bundle([]);
  const built = await bundle([joinChunks(metafile, root)]);
  const outputFiles = await Promise.all(built.outputFiles.map((file) => shorten(file, built.metafile)));
  return { ...built, outputFiles: withDirectImports(outputFiles).map(inAscii) };
}

/** The code of packages alone is a third shorter with short names; in a bug report it is no stack of ours. */
async function shorten({ path, text }, { outputs }) {
  const modules = Object.keys(outputs[relative(root, path)].inputs);
  const isOfPackages =
    modules.length > 0 && modules.every((module) => /node_modules\/|^build\//.test(module));
  if (!isOfPackages) return { path, text };
  const { code } = await transform(text, {
    minify: true,
    format: 'esm',
    target: TARGET,
    legalComments: 'none',
  });
  return { path, text: code };
}

/**
 * A file with every other character escaped, as esbuild leaves those of regular expressions and templates: one of them
 * makes Node read the whole file character by character, and keep it in twice the memory.
 */
const inAscii = ({ path, text }) => ({ path, contents: text.replace(/[^\0-\x7f]/g, escapeUnit) });

/** One UTF-16 unit: a pair of escapes is what a pair of units is, in regular expressions too. */
const escapeUnit = (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;

const bundle = (plugins) =>
  build({
    plugins: [axiosForNode, ...plugins],
    write: false,
    metafile: true,
    absWorkingDir: root,
    entryPoints: ENTRIES,
    outdir: dist,
    chunkNames: 'chunks/[name]-[hash]',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    // Installed by those who need it: see docs/decisions/0038-pg-is-an-optional-peer.md.
    // A team's own blueprint alone needs ajv (docs/decisions/0029); pg is installed by those who need it (0038).
    external: ['pg', 'ajv'],
    target: TARGET,
    // Functions and classes keep their names, so that the stack in a bug report can be read; variables are short.
    minifySyntax: true,
    minifyWhitespace: true,
    minifyIdentifiers: true,
    keepNames: true,
    // THIRD-PARTY-LICENSES has them, once per package.
    legalComments: 'none',
    alias: {
      // The type checker of PromQL wants an editor and a second copy of the grammar; see src/text/promql.ts.
      '@codemirror/language': join(root, 'build/codemirror-language.mjs'),
      'elkjs/lib/elk.bundled.js': join(root, 'build/elkjs.mjs'),
      'form-data': join(root, 'build/form-data.mjs'),
      chardet: join(root, 'build/utf8.mjs'),
      'cli-spinners': join(root, 'build/spinners.mjs'),
      'iconv-lite': join(root, 'build/utf8.mjs'),
      '@prometheus-io/lezer-promql': join(root, 'node_modules/@prometheus-io/lezer-promql/dist/index.es.js'),
    },
    logLevel: 'warning',
    banner: { js: REQUIRE },
  });
