import { limitFaults } from './fault-limit.ts';
import { formats } from './formats.ts';
import type { Validator } from './validator.ts';

/** Compiles the patterns of a schema, as ajv wants it. */
interface PatternEngine {
  (source: string, flags: string): { test(text: string): boolean };
  readonly code: string;
}

/**
 * Compiles at run time a schema that is not part of the package: `schemas` holds it and all it refers to, by
 * the ids of its `$ref`s; `patterns` compiles its patterns, where RegExp is not to do that. Throws the error of
 * ajv for a bad schema.
 */
export async function compileSchema(
  id: string,
  schemas: ReadonlyMap<string, object>,
  patterns?: PatternEngine,
): Promise<Validator> {
  const { Ajv } = (await import('ajv')).default as unknown as typeof import('ajv');
  const ajv = new Ajv({
    allErrors: true,
    verbose: true,
    messages: true,
    strict: false,
    strictNumbers: true,
    logger: false,
    formats,
    code: { regExp: patterns, process: limitFaults },
  });
  for (const [key, schema] of schemas) ajv.addSchema(schema, key);
  return ajv.getSchema(id) as unknown as Validator;
}
