import { formatSeconds, parseDuration, type Seconds } from '../../text/duration.ts';
import type { ConfigSchema, Definitions } from './config-schema.ts';

/** What is done on the way through a value. */
interface Change {
  readonly definitions: Definitions;
  /** Whether defaults are filled in, and nulls left out. */
  readonly fill: boolean;
  readonly duration: (value: unknown) => unknown;
}

/**
 * A copy of `value` with defaults filled in every object that is present, and durations as Seconds; `onFault`
 * gives what stands for a text that is no duration.
 */
export const normalise = (
  schema: ConfigSchema,
  value: unknown,
  definitions: Definitions,
  onFault: (text: string) => unknown = (text) => text,
): unknown => {
  const duration = (given: unknown) =>
    typeof given === 'string' ? (parseDuration(given) ?? onFault(given)) : given;
  return walk(schema, value, { definitions, fill: true, duration });
};

/** A copy of `value` with every duration in protobuf's form (`5m` -> `300s`), nothing else changed. */
export const spellDurations = (schema: ConfigSchema, value: unknown, definitions: Definitions): unknown =>
  walk(schema, value, { definitions, fill: false, duration: toProtobuf });

function toProtobuf(value: unknown): unknown {
  const seconds: Seconds | undefined = typeof value === 'string' ? parseDuration(value) : undefined;
  if (seconds === undefined) return value;
  return formatSeconds(seconds);
}

function walk(schema: ConfigSchema, value: unknown, change: Change): unknown {
  const own = schema.$ref ? change.definitions[schema.$ref.replace('#/$defs/', '')] : schema;
  if (!own) return value;
  if (own.format === 'duration') return change.duration(value);
  if (Array.isArray(value)) {
    const { items } = own;
    if (!items) return value;
    return value.map((entry) => walk(items, entry, change));
  }
  if (typeof value !== 'object' || value === null) return value;
  return walkObject(own, value as Record<string, unknown>, change);
}

function walkObject(
  schema: ConfigSchema,
  value: Readonly<Record<string, unknown>>,
  change: Change,
): Record<string, unknown> {
  const rest = typeof schema.additionalProperties === 'object' ? schema.additionalProperties : undefined;
  const properties = schema.properties ?? NO_PROPERTIES;
  const out: Record<string, unknown> = {};
  for (const key of Object.keys(value)) {
    const child = Object.hasOwn(properties, key) ? properties[key] : rest;
    const entry = value[key];
    if (entry !== null || !change.fill) put(out, key, child ? walk(child, entry, change) : entry);
  }
  if (change.fill) fillDefaults(properties, out, change);
  return out;
}

function fillDefaults(properties: Properties, out: Record<string, unknown>, change: Change): void {
  for (const key of keysWithDefault(properties)) {
    const child = properties[key]!;
    if (out[key] === undefined) out[key] = walk(child, child.default, change);
  }
}

/** The keys that have a default: looked for once in each schema, since a policy has many components of a kind. */
function keysWithDefault(properties: Properties): readonly string[] {
  const known = defaulted.get(properties);
  if (known) return known;
  const keys = Object.keys(properties).filter((key) => properties[key]!.default !== undefined);
  defaulted.set(properties, keys);
  return keys;
}

type Properties = NonNullable<ConfigSchema['properties']>;

const defaulted = new WeakMap<Properties, readonly string[]>();
const NO_PROPERTIES: Properties = {};

/** Sets a key whatever its name: an assignment to `__proto__` would change the prototype. */
function put(out: Record<string, unknown>, key: string, value: unknown): void {
  if (key === '__proto__')
    Object.defineProperty(out, key, { value, enumerable: true, writable: true, configurable: true });
  else out[key] = value;
}
