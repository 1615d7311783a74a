import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../support/script.ts';

const page = readFileSync(join(root, 'src/README.md'), 'utf8');

test('src/README.md has a row for every folder of src, and main', () => {
  const rows = [...page.matchAll(/^\| `([\w-]+)` \|/gm)].map(([, folder]) => folder!);
  const folders = readdirSync(join(root, 'src'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
  expect(rows.sort()).toEqual([...folders, 'main'].sort());
});

test('the files that src/README.md names are there', () => {
  const named = [...page.matchAll(/`([\w/-]+\.(?:ts|mjs)|[\w-]+\/)`/g)].map(([, path]) => path!);
  const folders = ['src', 'src/circuit/compile', 'src/rollout', '.'];
  const missing = named.filter((path) => !folders.some((folder) => existsSync(join(root, folder, path))));
  expect(missing).toEqual([]);
});
