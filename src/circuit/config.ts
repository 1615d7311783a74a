import { DURATION_PATTERN, formatSeconds, parseDuration, type Seconds } from '../text/duration.ts';

/** The part of JSON Schema that the table of kinds uses; `format: duration` marks text that is Seconds inside. */
export interface ConfigSchema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, ConfigSchema>>;
  readonly additionalProperties?: boolean | ConfigSchema;
  readonly required?: readonly string[];
  readonly items?: ConfigSchema;
  readonly [keyword: string]: unknown;
}

/** Definitions a `$ref` of a kind may name (`#/$defs/Selector`). */
export type Definitions = Readonly<Record<string, ConfigSchema>>;

/**
 * A copy of `value` with defaults filled in every object that is present, and durations as Seconds; `onFault` says what
 * stands for a text that is no duration.
 */
export const settle = (
  schema: ConfigSchema,
  value: unknown,
  definitions: Definitions,
  onFault: (text: string) => unknown = (text) => text,
): unknown =>
  walk(schema, value, definitions, true, (given) =>
    typeof given === 'string' ? (parseDuration(given) ?? onFault(given)) : given,
  );

/** A copy of `value` with every duration in protobuf's form (`5m` -> `300s`), nothing else changed. */
export const spellDurations = (schema: ConfigSchema, value: unknown, definitions: Definitions): unknown =>
  walk(schema, value, definitions, false, toProtobuf);

function toProtobuf(value: unknown): unknown {
  const seconds: Seconds | undefined = typeof value === 'string' ? parseDuration(value) : undefined;
  return seconds === undefined ? value : formatSeconds(seconds);
}

function walk(
  schema: ConfigSchema,
  value: unknown,
  definitions: Definitions,
  fill: boolean,
  duration: (value: unknown) => unknown,
): unknown {
  const own = schema.$ref ? definitions[schema.$ref.replace('#/$defs/', '')] : schema;
  if (!own) return value;
  if (own.format === 'duration') return duration(value);
  if (Array.isArray(value)) {
    return own.items ? value.map((entry) => walk(own.items!, entry, definitions, fill, duration)) : value;
  }
  if (typeof value !== 'object' || value === null) return value;
  return walkObject(
    own,
    value as Record<string, unknown>,
    (child, entry) => walk(child, entry, definitions, fill, duration),
    fill,
  );
}

function walkObject(
  schema: ConfigSchema,
  value: Record<string, unknown>,
  inner: (schema: ConfigSchema, value: unknown) => unknown,
  fill: boolean,
): Record<string, unknown> {
  const rest = typeof schema.additionalProperties === 'object' ? schema.additionalProperties : undefined;
  const properties = schema.properties ?? {};
  const out: Record<string, unknown> = {};
  for (const key of Object.keys(value)) {
    const child = Object.hasOwn(properties, key) ? properties[key] : rest;
    const entry = value[key];
    if (entry !== null || !fill) put(out, key, child ? inner(child, entry) : entry);
  }
  if (!fill) return out;
  for (const [key, child] of Object.entries(properties)) {
    if (child.default !== undefined && out[key] === undefined) out[key] = inner(child, child.default);
  }
  return out;
}

/** Sets a key whatever its name: an assignment to `__proto__` would change the prototype. */
function put(out: Record<string, unknown>, key: string, value: unknown): void {
  if (key === '__proto__')
    Object.defineProperty(out, key, { value, enumerable: true, writable: true, configurable: true });
  else out[key] = value;
}

type Keywords = Readonly<Record<string, unknown>>;

// The short hands in which kinds write their config schemas.
export const text = (description: string, more: Keywords = {}): ConfigSchema => ({
  type: 'string',
  description,
  ...more,
});
export const number = (description: string, more: Keywords = {}): ConfigSchema => ({
  type: 'number',
  description,
  ...more,
});
export const flag = (description: string, more: Keywords = {}): ConfigSchema => ({
  type: 'boolean',
  description,
  ...more,
});
export const duration = (description: string, more: Keywords = {}): ConfigSchema => ({
  type: 'string',
  format: 'duration',
  pattern: DURATION_PATTERN,
  description,
  ...more,
});
export const oneOf = (description: string, values: readonly string[], more: Keywords = {}): ConfigSchema => ({
  type: 'string',
  enum: values,
  description,
  ...more,
});
export const list = (description: string, items: ConfigSchema, more: Keywords = {}): ConfigSchema => ({
  type: 'array',
  items,
  description,
  ...more,
});
export const object = (
  description: string,
  properties: Readonly<Record<string, ConfigSchema>>,
  required: readonly string[] = [],
  more: Keywords = {},
): ConfigSchema => ({
  type: 'object',
  description,
  properties,
  required,
  additionalProperties: false,
  ...more,
});
export const ref = (name: string, description?: string): ConfigSchema => ({
  $ref: `#/$defs/${name}`,
  ...(description ? { description } : {}),
});
