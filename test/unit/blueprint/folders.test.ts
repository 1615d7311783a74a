import { join } from 'node:path';
import { expect, test } from 'vitest';
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

test('a file that cannot be read is said to be', () => {
  expect(() => readIn(join(root, 'src'))).toThrow('cannot be read');
});
