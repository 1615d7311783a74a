import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { schemaReference } from '../../../src/blueprint/schema-reference.ts';
import { packagePath } from '../../../src/disk/package-root.ts';
import { root } from '../../support/script.ts';

const PROMQL = 'blueprints/policies/feature-rollout/promql/values.schema.json';
const own = join(root, PROMQL);
const inProject = '/home/user/shop/node_modules/rolloutctl/v.json';
const withPnpm = '/home/user/shop/node_modules/.pnpm/rolloutctl@0.1.0/node_modules/rolloutctl/v.json';

describe('a file names its schema', () => {
  test.each([
    ['in the folder of a project', inProject, 'v.yaml', '/home/user/shop', 'node_modules/rolloutctl/v.json'],
    ['below it', inProject, 'a/v.yaml', '/home/user/shop', '../node_modules/rolloutctl/v.json'],
    ['from a folder below', inProject, 'v.yaml', '/home/user/shop/a', '../node_modules/rolloutctl/v.json'],
    ['with pnpm', withPnpm, 'v.yaml', '/home/user/shop', withPnpm.replace('/home/user/shop/', '')],
    ['outside of the project', inProject, '../v.yaml', '/home/user/shop', `file://${inProject}`],
    ['elsewhere', inProject, 'v.yaml', '/home/user', `file://${inProject}`],
    ['on standard output', inProject, '-', '/home/user/shop', `file://${inProject}`],
    [
      'by npm -g',
      '/home/user/.nvm/v22/lib/node_modules/rolloutctl/v.json',
      'v.yaml',
      '/home/user',
      'file:///home/user/.nvm/v22/lib/node_modules/rolloutctl/v.json',
    ],
    [
      'by npx',
      '/home/user/.npm/_npx/1f/node_modules/rolloutctl/v.json',
      'v.yaml',
      '/home/user',
      'file:///home/user/.npm/_npx/1f/node_modules/rolloutctl/v.json',
    ],
    [
      'of a team',
      '/home/user/shop/my blueprints/v.json',
      'a/v.yaml',
      '/home/user/shop',
      '../my%20blueprints/v.json',
    ],
  ])('%s', (_, schema, output, cwd, expected) => {
    expect(schemaReference(schema, { output, cwd })).toBe(expected);
  });

  test.each([
    ['v.yaml', root],
    ['tour/v.yaml', root],
    ['../tour/v.yaml', join(root, 'examples')],
    ['v.yaml', join(root, 'tour')],
  ])('in a clone, %s from %s', (output, cwd) => {
    const reference = schemaReference(own, { output, cwd });
    expect(reference).not.toContain('file:');
    expect(resolve(dirname(resolve(cwd, output)), reference)).toBe(own);
  });
});

test('a URL names the version and a file of the package', () => {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const url = schemaReference(own, { output: 'v.yaml', cwd: root, byUrl: true });
  expect(url).toBe(`https://raw.githubusercontent.com/rolloutctl/rollout/v${version}/${PROMQL}`);
  expect(existsSync(packagePath(PROMQL))).toBe(true);
});

test('a schema that is not part of the package has no URL', () => {
  expect(() => schemaReference('/home/user/v.json', { byUrl: true })).toThrow(
    '--schema-url takes a blueprint that comes with rollout, got "/home/user/v.json"',
  );
});
