import { DURATION_PATTERN } from '../../text/duration.ts';

/**
 * The part of JSON Schema that the table of kinds uses; `format: duration` marks text that is Seconds inside.
 */
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

type Keywords = Readonly<Record<string, unknown>>;

// Helpers with which kinds write their config schemas.
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
  description,
});
