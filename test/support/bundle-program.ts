import { basename, join } from 'node:path';
import { build } from 'esbuild';
import { root } from './root.ts';

/** Bundles a program of the tests into a file that whoever runs it removes: below node_modules it finds its packages. */
export async function bundleProgram(file: string): Promise<string> {
  const outfile = join(root, 'node_modules/.cache/rollout', `${basename(file, '.ts')}-${process.pid}.mjs`);
  await build({
    entryPoints: [join(root, file)],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.17',
    packages: 'external',
    logLevel: 'warning',
  });
  return outfile;
}
