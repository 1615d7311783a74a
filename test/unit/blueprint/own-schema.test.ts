import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
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
  ['a schema that is applied to itself', '{"allOf": [{"$ref": "#"}]}', /refers to itself/],
  [
    'two that are applied to each other',
    '{"definitions": {"a": {"anyOf": [{"$ref": "#/definitions/b"}]}, "b": {"not": {"$ref": "#/definitions/a"}}}}',
    /refers to itself/,
  ],
  ['a reference to nowhere', '{"$ref": "other.json"}', /other\.json/],
  ['a reference to nothing', '{"$ref": "#/definitions/x"}', /definitions\/x/],
])('%s is refused', async (name, text, why) => {
  const file = write(`${name}.json`, text);
  const problem = await compileOwn(file).catch((thrown) => thrown);
  expect(problem.diagnostics).toEqual([
    expect.objectContaining({ code: 'BLUEPRINT_SCHEMA', file, message: expect.stringMatching(why) }),
  ]);
});

test('a schema may refer to itself for a part of its value', async () => {
  const schema = { type: 'object', properties: { inside: { $ref: '#' } } };
  const validator = await compileOwn(write('tree.json', JSON.stringify(schema)));
  expect(validator({ inside: { inside: {} } })).toBe(true);
  expect(validator({ inside: { inside: 1 } })).toBe(false);
});

test('what it refers to stays below the directory, also through links, and is not quoted', async () => {
  const below = join(directory, 'below');
  mkdirSync(below);
  write('secret.json', 'root:secret');
  write('outside.json', '{"type": "object"}');
  symlinkSync(join(directory, 'outside.json'), join(below, 'link.json'));
  const whyOf = async (ref: string, root: string) => {
    const file = write(`below/${encodeURIComponent(ref)}.json`, JSON.stringify({ $ref: ref }));
    const problem = await compileOwn(file, root).catch((thrown) => thrown);
    return String(problem.message).replaceAll(directory, 'DIR');
  };
  const refused = 'the schema of the blueprint cannot be used: ';
  expect(await whyOf('../outside.json', below)).toBe(`${refused}DIR/outside.json is outside of DIR/below`);
  expect(await whyOf('link.json', below)).toBe(`${refused}DIR/below/link.json is outside of DIR/below`);
  expect(await whyOf('/../../../../../../../../etc/hostname', below)).toMatch(/ is outside of DIR\/below$/);
  expect(await whyOf('../secret.json', directory)).toBe(`${refused}DIR/secret.json is not valid JSON`);
});
