import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { importTypeScript } from './import-typescript.mjs';

/** Writes the files that are made from the sources (`generated-files.ts`) and prints their paths. */
const root = fileURLToPath(new URL('..', import.meta.url));
const { schemaFiles, pageFiles } = await importTypeScript(join(root, 'build/generated-files.ts'));
// Pages of blueprints read the published schemas.
for (const make of [schemaFiles, pageFiles]) {
  for (const [path, text] of Object.entries(await make(root))) {
    const file = join(root, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
    process.stdout.write(`${path}\n`);
  }
}
