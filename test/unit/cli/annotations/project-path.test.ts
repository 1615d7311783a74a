import { expect, test } from 'vitest';
import { projectPath } from '../../../../src/cli/annotations/project-path.ts';

test.each([
  ['values.yaml', '/repo/shop', '/repo', 'shop/values.yaml'],
  ['../values.yaml', '/repo/shop', '/repo', 'values.yaml'],
  ['/repo/a/values.yaml', '/tmp', '/repo', 'a/values.yaml'],
  ['values.yaml', '/repo/shop', undefined, 'values.yaml'],
  ['values.yaml', '/repo/shop', '', 'values.yaml'],
  ['../../values.yaml', '/repo/shop', '/repo', '../../values.yaml'],
  ['/etc/values.yaml', '/repo', '/repo', '/etc/values.yaml'],
])('%s in %s of the project %s is %s', (file, cwd, top, expected) => {
  expect(projectPath(file, cwd, top)).toBe(expected);
});
