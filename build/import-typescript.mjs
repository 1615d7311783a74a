import { mkdir, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const cache = fileURLToPath(new URL('../node_modules/.cache/rollout/', import.meta.url));

/**
 * Imports a TypeScript file of this repository, bundled first: Node 20 cannot run it. Returns its exports.
 */
export async function importTypeScript(file) {
  await mkdir(cache, { recursive: true });
  const bundle = join(cache, `${basename(file, '.ts')}-${process.pid}.mjs`);
  try {
    await build({
      entryPoints: [file],
      outfile: bundle,
      bundle: true,
      format: 'esm',
      platform: 'node',
      target: 'node20.17',
      packages: 'external',
      sourcemap: 'inline',
      logLevel: 'warning',
    });
    return await import(pathToFileURL(bundle).href);
  } finally {
    await rm(bundle, { force: true });
  }
}
