import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A path inside the installed package (`examples/scenarios`), wherever the code that asks was bundled to. */
export const packagePath = (path: string): string =>
  join((known.root ??= root(dirname(fileURLToPath(import.meta.url)))), path);

const known: { root?: string } = {};

function root(at: string): string {
  if (existsSync(join(at, 'schemas', 'policy.schema.json'))) return at;
  if (dirname(at) === at)
    throw new Error('the files that come with rollout are missing: schemas/, blueprints/, examples/');
  return root(dirname(at));
}
