import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { selfContained } from '../../build/schemas.mjs';
import { filesBelow } from '../support/imports.ts';
import { root } from '../support/script.ts';

const published = ['schemas', 'blueprints'].flatMap((folder) =>
  filesBelow(folder, '.schema.json').map((file) => `${folder}/${file}`),
);

describe.each(published)('%s', (file) => {
  const schema = JSON.parse(readFileSync(join(root, file), 'utf8'));
  const references = [...JSON.stringify(schema).matchAll(/"\$ref":"([^"]*)"/g)].map(([, ref]) => ref!);

  test('refers to itself alone, and has no $id that another file would be looked for beside', () => {
    const names = Object.keys(schema.$defs ?? {}).map((name) => `#/$defs/${name}`);
    expect(references.filter((ref) => !names.includes(ref))).toEqual([]);
    expect(schema.$id).toBeUndefined();
  });
});

describe('a schema with what it refers to', () => {
  const sources = {
    '/a.schema.json': { $ref: '/b.schema.json#/$defs/x', properties: { c: { $ref: '/c.schema.json' } } },
    '/b.schema.json': { $defs: { x: { items: { $ref: '#/$defs/y' } }, y: { $ref: '#/$defs/x' }, z: {} } },
    '/c.schema.json': { $schema: 'http://json-schema.org/draft-07/schema#', title: 'C' },
  };

  test('holds the definitions that are reached, also in circles and whole files', () => {
    expect(selfContained('/a.schema.json', sources)).toEqual({
      $ref: '#/$defs/x',
      properties: { c: { $ref: '#/$defs/C' } },
      $defs: {
        x: { 'x-from': '/b.schema.json', items: { $ref: '#/$defs/y' } },
        y: { 'x-from': '/b.schema.json', $ref: '#/$defs/x' },
        C: { 'x-from': '/c.schema.json', title: 'C' },
      },
    });
  });

  test('is refused when two definitions have one name', () => {
    const twice = { ...sources, '/a.schema.json': { $ref: '/b.schema.json#/$defs/x', $defs: { x: {} } } };
    expect(() => selfContained('/a.schema.json', twice)).toThrow(
      'x is in /a.schema.json and in /b.schema.json',
    );
  });
});
