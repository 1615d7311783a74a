import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

/** Writes the files that are made from the sources (`generated-files.ts`); returns their paths. */
export async function generate(root) {
  const cache = fileURLToPath(new URL('node_modules/.cache/rollout/', root));
  await mkdir(cache, { recursive: true });
  const folder = await mkdtemp(join(cache, 'generate-'));
  try {
    const outfile = join(folder, 'generated-files.mjs');
    const entryPoints = ['build/generated-files.ts'];
    await build({
      absWorkingDir: fileURLToPath(root),
      entryPoints,
      outfile,
      bundle: true,
      format: 'esm',
      platform: 'node',
      external: ['ajv'],
      logLevel: 'warning',
    });
    const { generatedFiles } = await import(pathToFileURL(outfile).href);
    const files = await generatedFiles();
    for (const [path, text] of Object.entries(files)) await save(fileURLToPath(new URL(path, root)), text);
    return Object.keys(files);
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function save(file, text) {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const path of await generate(new URL('../', import.meta.url))) process.stdout.write(`${path}\n`);
}
