import { expect, test } from 'vitest';
import { compileSchema } from '../../../src/schema/compile-schema.ts';

test('schemas refer to each other by id, and know our formats', async () => {
  const schemas = new Map<string, object>([
    ['schema:0', { properties: { wait: { $ref: 'schema:1#/definitions/wait' } } }],
    ['schema:1', { definitions: { wait: { type: 'string', format: 'positive-duration' } } }],
  ]);
  const validator = await compileSchema('schema:0', schemas);
  expect(validator({ wait: '5m' })).toBe(true);
  expect(validator({ wait: '0s' })).toBe(false);
});

test('what is no schema is refused', async () => {
  await expect(compileSchema('schema:0', new Map([['schema:0', { type: 'nonsense' }]]))).rejects.toThrow(
    'schema is invalid: data/type must be equal to one of the allowed values',
  );
});
