import { execFileSync, spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { installPackage, npm, runtimePackages } from '../support/installed-package.ts';
import { npmTool } from '../support/npm-tool.ts';
import { root } from '../support/script.ts';

const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const folder = mkdtempSync(join(tmpdir(), 'rollout-package-'));
const app = join(folder, 'app');
const installed = join(app, 'node_modules/rolloutctl');
let packed: readonly string[] = [];

beforeAll(async () => {
  packed = await installPackage(folder, app);
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Bytes on disk, as `du` counts them. */
function diskUse(path: string): number {
  const { blocks } = lstatSync(path);
  const below = lstatSync(path).isDirectory() ? readdirSync(path).map((name) => join(path, name)) : [];
  return below.reduce((sum, inner) => sum + diskUse(inner), blocks * 512);
}

test('the package holds the program, its data, its documents and the licenses, and no source', () => {
  const top = new Set(packed.map((file) => file.split('/')[0]!));
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

test('its pictures stay in the repository, where npm finds them for its page', () => {
  expect(packed.filter((file) => /\.(png|svg)$/.test(file))).toEqual([]);
});

test('its dependencies are the libraries it is specified to be built on', () => {
  expect(Object.keys(manifest.dependencies)).toEqual([
    'ajv',
    'axios',
    'chalk',
    'commander',
    'elkjs',
    'inquirer',
    'js-yaml',
    'ora',
  ]);
});

test('npm installs it with no network: nothing is missing, nothing is too much', () => {
  const { problems } = JSON.parse(npm(folder, app, 'ls', '--all', '--json')) as {
    readonly problems?: readonly string[];
  };
  expect(problems ?? []).toEqual([]);
  expect(existsSync(join(app, 'node_modules/.bin/rollout'))).toBe(true);
});

test('installed, it and its dependencies take less than 24 MiB and at most 83 packages', () => {
  expect(diskUse(join(app, 'node_modules'))).toBeLessThan(24 * 2 ** 20);
  expect(runtimePackages.length + 1).toBeLessThanOrEqual(83);
});

test('its exports promise package.json and nothing else', () => {
  expect(manifest.exports).toEqual({ './package.json': './package.json' });
});

/** The commands of the README's tour that need no server. */
const tour = [...readFileSync(join(root, 'README.md'), 'utf8').matchAll(/^```sh tour\n([\s\S]*?)^```/gm)]
  .flatMap(([, block]) => block!.replaceAll(/\\\n */g, '').match(/^npx rollout .*$/gm) ?? [])
  .filter((line) => !/--prometheus/.test(line))
  .map((line) => line.replace(/^npx /, ''));

const binaryOf = (version: string): string | undefined => {
  const tool = npmTool(`node@${version}`);
  return tool && join(tool, 'node_modules/node/bin/node');
};
/** The oldest that is supported, and those after it that are maintained. */
const NODES = ['20.17.0', '22.23.3', '24.21.0'].map((version) => ({ version, node: binaryOf(version) }));

describe.each(NODES)('installed, on Node $version', ({ version, node }) => {
  const home = join(folder, version);
  mkdirSync(home);
  const run = (line: string, env: NodeJS.ProcessEnv = {}) =>
    spawnSync('bash', ['-c', line], {
      cwd: app,
      encoding: 'utf8',
      env: {
        PATH: [join(app, 'node_modules/.bin'), dirname(node!), process.env.PATH].join(delimiter),
        HOME: home,
        ...env,
      },
    });

  test.skipIf(!node)('the commands of the tour that need no server run', () => {
    expect(tour.length).toBeGreaterThanOrEqual(4);
    rmSync(join(app, 'tour'), { recursive: true, force: true });
    const { status, stderr, stdout } = run(['set -e', 'node --version', ...tour].join('\n'));
    expect(status, stderr).toBe(0);
    expect(stdout).toContain(`v${version}\n`);
    expect(stdout).toMatch(/^checkout-v2 stands at /m);
    expect(readFileSync(join(app, 'tour/out/graphs/checkout-v2-cr.svg'), 'utf8')).toContain('</svg>');
  });

  test.skipIf(!node)('worker threads rehearse as one thread does', () => {
    const example = 'node_modules/rolloutctl/examples/judging';
    const assess = `rollout assess ${example}/values.yaml --replay ${example}/two-weeks.recording`;
    const [one, two] = [1, 2].map((jobs) => run(`${assess} --every 5m --horizon 5d --jobs ${jobs} -o json`));
    expect(two!.status, two!.stderr).toBe(0);
    expect(JSON.parse(two!.stdout).rehearsals.count).toBe(2593);
    expect(two!.stdout).toBe(one!.stdout);
  });

  test.skipIf(!node)('what is compiled is kept for the next start, where Node can', () => {
    const canKeep = run(`node -p "typeof require('node:module').enableCompileCache"`).stdout === 'function\n';
    expect(canKeep).toBe(!version.startsWith('20.'));
    rmSync(join(home, '.cache'), { recursive: true, force: true });
    const kept = run('rollout blueprints list');
    expect(kept.stderr).toBe('');
    expect(existsSync(join(home, '.cache/rollout'))).toBe(canKeep);
    const lost = run('rollout blueprints list', { XDG_CACHE_HOME: '/proc/nowhere' });
    expect(lost).toMatchObject({ status: 0, stderr: '', stdout: kept.stdout });
  });
});

/** Where npm puts a package: into a project, for all of a user, and for one run of npx. */
const PLACES: readonly (readonly [string, string, RegExp])[] = [
  ['in a project', 'app/node_modules', /^node_modules\/rolloutctl\//],
  ['with -g', 'lib/node_modules', /^file:\/\//],
  ['by npx', '.npm/_npx/1f/node_modules', /^file:\/\//],
];

test.each(PLACES)('installed %s, a new values file names its schema', (_, place, form) => {
  const copy = join(folder, place, 'rolloutctl');
  if (copy !== installed) cpSync(installed, copy, { recursive: true });
  const cwd = place.startsWith('app/') ? app : folder;
  const args = ['blueprints', 'values', '--name', 'promql', '--output-file', 'named.yaml', '--overwrite'];
  execFileSync(process.execPath, [join(copy, 'dist/rollout.js'), ...args], { cwd });
  const [, reference] = /^# yaml-language-server: \$schema=(.*)$/m.exec(
    readFileSync(join(cwd, 'named.yaml'), 'utf8'),
  )!;
  expect(reference).toMatch(form);
  const schema = readFileSync(new URL(reference!, pathToFileURL(`${cwd}/`)), 'utf8');
  expect(JSON.parse(schema).title).toBe('Values of policies/feature-rollout/promql');
});

test('only pictures read an installed package: elkjs', () => {
  const alone = join(folder, 'alone');
  cpSync(installed, alone, { recursive: true });
  const values = join(alone, 'examples/policy-tests/average-latency.values.yaml');
  const run = (...args: readonly string[]) =>
    spawnSync(process.execPath, [join(alone, 'dist/rollout.js'), ...args, '--values-file', values], {
      cwd: folder,
      encoding: 'utf8',
      env: { PATH: dirname(process.execPath), HOME: folder },
    });
  const rehearsal = run('simulate', '--start', '-o', 'json');
  expect(rehearsal.stderr).toBe('');
  expect(JSON.parse(rehearsal.stdout)).toMatchObject({ ticks: 600, outcome: 'completed' });
  expect(run('policy', 'graph', '--format', 'svg').stderr).toContain("Cannot find module 'elkjs");
});
