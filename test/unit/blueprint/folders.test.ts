import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { blueprintFolders, readIn } from '../../../src/blueprint/folders.ts';
import { root } from '../../support/script.ts';

test('the folders of the user come first, and each has the name of its path', () => {
  const folders = blueprintFolders(join(root, 'examples/blueprints'));
  expect(folders.map(({ name, own }) => [name, own])).toEqual([
    ['shop/guarded-rollout', true],
    ...['average-latency', 'base', 'ema-latency', 'percentile-latency', 'promql'].map((name) => [
      `policies/feature-rollout/${name}`,
      false,
    ]),
  ]);
});

test('links are not followed, hidden folders and packages not entered', () => {
  const directory = mkdtempSync(join(tmpdir(), 'rollout-folders-'));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  for (const path of ['a/b', 'c', '.git/x', 'node_modules/x', 'd']) {
    mkdirSync(join(directory, path), { recursive: true });
    if (path !== 'd') writeFileSync(join(directory, path, 'blueprint.yaml'), '');
  }
  symlinkSync('/', join(directory, 'root'));
  symlinkSync(directory, join(directory, 'c', 'again'));
  symlinkSync(join(directory, 'c', 'blueprint.yaml'), join(directory, 'd', 'blueprint.yaml'));
  const own = blueprintFolders(directory).filter((one) => one.own);
  expect(own.map(({ name, folder }) => [name, folder])).toEqual([
    ['a/b', join(directory, 'a/b')],
    ['c', join(directory, 'c')],
  ]);
});

test('a file that cannot be read is said to be', () => {
  expect(() => readIn(join(root, 'src'))).toThrow('cannot be read');
});
