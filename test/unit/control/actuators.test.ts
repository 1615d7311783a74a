import { expect, test } from 'vitest';
import { actuatorKinds } from '../../../src/control/actuators.ts';
import { filesBelow } from '../../support/imports.ts';

test('every kind stands in the table once, with a file of its name', () => {
  const files = filesBelow('src/control/actuators', '.ts').map((file) => file.replace('.ts', ''));
  const names = actuatorKinds.map(({ kind }) => kind);
  expect(new Set(names).size).toBe(names.length);
  expect(names.filter((name) => !files.includes(name.replaceAll('_', '-')))).toEqual([]);
});

test.each(actuatorKinds.map((kind) => [kind.kind, kind] as const))(
  '%s describes every key in a sentence, requires the flag or the name of a resource, and knows what it requires',
  (_name, { schema, summary }) => {
    expect(summary).toMatch(/^[A-Z].*\.$/);
    for (const property of Object.values(schema.properties))
      expect(property).toHaveProperty('description', expect.stringMatching(/^[A-Z].*\.$/));
    expect(schema.required.some((key) => key === 'flag' || key === 'name')).toBe(true);
    expect(schema.required.filter((key) => !(key in schema.properties))).toEqual([]);
  },
);
