import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { root } from '../support/script.ts';

/** What npm would publish, as paths in the repository. */
function packedFiles(): string[] {
  const npm = spawnSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
    cwd: root,
    encoding: 'utf8',
  });
  const [pack] = JSON.parse(npm.stdout) as { readonly files: readonly { readonly path: string }[] }[];
  return pack!.files.map(({ path }) => path);
}

const files = packedFiles();
const folder = mkdtempSync(join(tmpdir(), 'rollout-package-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('the package holds the program, its data, its documents and the licenses, and no source', () => {
  const top = new Set(files.map((file) => file.split('/')[0]!));
  expect([...top].sort()).toEqual([
    'CHANGELOG.md',
    'LICENSE',
    'README.md',
    'THIRD-PARTY-LICENSES',
    'blueprints',
    'dist',
    'docs',
    'examples',
    'package.json',
    'schemas',
  ]);
});

test('its files are all that rollout needs: no installed package is read', () => {
  for (const file of files) cpSync(join(root, file), join(folder, file), { recursive: true });
  const values = join(folder, 'examples/policy-tests/average-latency.values.yaml');
  const args = ['simulate', '--values-file', values, '--start', '-o', 'json'];
  const { status, stderr, stdout } = spawnSync(process.execPath, [join(folder, 'dist/rollout.js'), ...args], {
    cwd: folder,
    encoding: 'utf8',
    env: { PATH: dirname(process.execPath), HOME: folder },
  });
  expect(stderr).toBe('');
  expect(status).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ ticks: 600, outcome: 'completed' });
});

test('its exports promise package.json and nothing else', () => {
  const { exports } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  expect(exports).toEqual({ './package.json': './package.json' });
});
