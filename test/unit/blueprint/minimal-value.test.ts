import { expect, it } from 'vitest';
import { listBlueprints } from '../../../src/blueprint/catalog.ts';
import { fillDefaults } from '../../../src/blueprint/defaults.ts';
import { minimalValue } from '../../../src/blueprint/minimal-value.ts';
import type { Schema } from '../../../src/blueprint/schema-view.ts';
import { check } from '../../../src/schema/validate.ts';
import { noValues } from '../../../src/text/assign.ts';

it.each<[Schema, unknown]>([
  [{ default: { a: 1 } }, { a: 1 }],
  [{ enum: ['gt', 'lt'] }, 'gt'],
  [{ type: 'number' }, 1],
  [{ type: 'number', minimum: 5 }, 5],
  [{ type: 'integer', exclusiveMinimum: 0 }, 1],
  [{ type: 'string' }, '1s'],
  [{ type: 'string', pattern: '^[0-9]+$' }, '1'],
  [{ type: ['boolean', 'null'] }, false],
  [{ type: 'array', items: { type: 'number' } }, []],
  [{ type: 'array', minItems: 2, items: { type: 'number' } }, [1, 1]],
  [
    { type: 'object', properties: { a: { type: 'number' }, b: { type: 'string' } }, required: ['b'] },
    { b: '1s' },
  ],
  [{ type: 'object', minProperties: 1, properties: { a: { type: 'number' }, b: {} } }, { a: 1 }],
  [{}, undefined],
])('the minimal value of %j is %j', (schema, expected) => {
  expect(minimalValue([{ schema, file: 'none', origin: 'none', directory: '.' }])).toEqual(expected);
});

it.each(await listBlueprints())('the minimal value of $name is valid', async (blueprint) => {
  const document = { ...noValues, value: fillDefaults(blueprint.values(), minimalValue(blueprint.values())) };
  for (const validator of await blueprint.validators()) expect(check(validator, document)).toEqual([]);
});
