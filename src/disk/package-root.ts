import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

let root: string | undefined;

/** A path inside the installed package (`examples/scenarios`), whichever bundled file asks. */
export function packagePath(path: string): string {
  root ??= findRoot(dirname(fileURLToPath(import.meta.url)));
  return join(root, path);
}

function findRoot(directory: string): string {
  if (existsSync(join(directory, 'schemas', 'policy.schema.json'))) return directory;
  const parent = dirname(directory);
  if (parent === directory)
    throw new Error('the files that come with rollout are missing: schemas/, blueprints/, examples/');
  return findRoot(parent);
}
