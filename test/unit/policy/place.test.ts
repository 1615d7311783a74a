import { expect, test } from 'vitest';
import { placeIn } from '../../../src/policy/place.ts';
import { parseYaml } from '../../../src/text/yaml.ts';

const place = placeIn(parseYaml('a:\n  b:\n    - c: 1\n', 'f.yaml'));

test.each([
  ['/a/b/0/c', 'a.b[0].c', 3],
  ['/a/b/0/d/e', 'a.b[0]', 3],
  ['/a/x', 'a', 1],
  ['/constructor', undefined, 1],
  ['', undefined, 1],
])('%s', (pointer, path, line) => {
  expect(place(pointer).path).toBe(path);
  expect(place(pointer).at).toMatchObject({ file: 'f.yaml', line });
});
