import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { compileOwn } from '../../../src/blueprint/own-schema.ts';

const directory = mkdtempSync(join(tmpdir(), 'rollout own schema%20-'));
afterAll(() => rmSync(directory, { recursive: true }));

function write(name: string, text: string): string {
  writeFileSync(join(directory, name), text);
  return join(directory, name);
}

test('it may refer to the package and to files beside it, which may refer back', async () => {
  write(
    'shared.json',
    '{"definitions": {"name": {"pattern": "^shop-"}, "list": {"items": {"$ref": "own.json#/definitions/flag"}}}}',
  );
  const schema = {
    definitions: { flag: { type: 'boolean' } },
    properties: {
      name: { $ref: 'shared.json#/definitions/name' },
      flags: { $ref: 'shared.json#/definitions/list' },
      resources: { $ref: '/schemas/policy.schema.json#/$defs/Resources' },
    },
  };
  const validator = await compileOwn(write('own.json', JSON.stringify(schema)));
  expect(validator({ name: 'shop-x', flags: [true], resources: {} })).toBe(true);
  expect(validator({ name: 'cart' })).toBe(false);
  expect(validator({ flags: [1] })).toBe(false);
  expect(validator({ resources: { flow_control: 5 } })).toBe(false);
});

test.each([
  ['no JSON', '{', /JSON/],
  ['no schema', '{"type": "nonsense"}', /type/],
  ['a reference to nowhere', '{"$ref": "other.json"}', /other\.json/],
  ['a reference to nothing', '{"$ref": "#/definitions/x"}', /definitions\/x/],
])('%s is refused', async (name, text, why) => {
  const file = write(`${name}.json`, text);
  const problem = await compileOwn(file).catch((thrown) => thrown);
  expect(problem.diagnostics).toEqual([
    expect.objectContaining({ code: 'BLUEPRINT_SCHEMA', file, message: expect.stringMatching(why) }),
  ]);
});
