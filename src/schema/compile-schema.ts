import { formats } from './formats.ts';
import type { Validator } from './validator.ts';

/**
 * Compiles at run time a schema that did not come with the package: `schemas` holds it and all it refers to by the id its
 * `$ref`s use. Throws what is wrong with them.
 */
export async function compileSchema(id: string, schemas: ReadonlyMap<string, object>): Promise<Validator> {
  const { Ajv } = (await import('ajv')).default as unknown as typeof import('ajv'); // CommonJS: all it has is its default
  const ajv = new Ajv({
    allErrors: true,
    verbose: true,
    messages: false,
    strict: false,
    strictNumbers: true,
    logger: false,
    formats,
  });
  for (const [key, schema] of schemas) ajv.addSchema(schema, key);
  return ajv.getSchema(id) as unknown as Validator;
}
