import { findPlaceholders, PLACEHOLDER } from '../schema/placeholders.ts';
import { type Blueprint, presetOf } from './catalog.ts';
import { writeCommented, writePlain } from './commented.ts';
import { mergePatch } from './defaults.ts';
import { isMapping } from './mapping.ts';
import { schemaReference } from './schema-reference.ts';
import {
  child,
  entries,
  isRequired,
  keysOf,
  keyword,
  type SchemaView,
  withoutPolicySchema,
} from './schema-view.ts';

/** Schemas that require themselves end here. */
const MAX_DEPTH = 16;

export interface TemplateOptions {
  /** Leaves out everything that has a default. */
  readonly onlyRequired?: boolean;
  /** Without them only the lines that name schema and blueprint are left. */
  readonly comments?: boolean;
  /** The schema as the editor finds it from where the file will stand; see `schemaReference`. */
  readonly schema?: string;
}

/**
 * A commented values file: these values, or, without any, a template with a placeholder for each value that
 * is missing. Reads back as the same values.
 */
export function writeValues(blueprint: Blueprint, values: unknown, options: TemplateOptions = {}): string {
  const view = blueprint.values();
  const shown = values ?? templateOf(view, presetOf(blueprint), options.onlyRequired === true);
  const schema = options.schema ?? schemaReference(blueprint.files.values);
  return written(blueprint, schema, { view, shown, comments: options.comments });
}

/** A commented template of the dynamic configuration. */
export function writeDynamicValues(blueprint: Blueprint, options: TemplateOptions = {}): string {
  const view = blueprint.dynamic();
  const shown = templateOf(view, {}, options.onlyRequired === true);
  const schema = options.schema ?? schemaReference(blueprint.files.dynamic);
  return written(blueprint, schema, { view, shown, comments: options.comments });
}

interface Shown {
  readonly view: SchemaView;
  readonly shown: unknown;
  readonly comments: boolean | undefined;
}

function written(blueprint: Blueprint, schema: string, { view, shown, comments = true }: Shown): string {
  const { name, title, summary } = blueprint;
  const names = `# yaml-language-server: $schema=${schema}\n# blueprint: ${name}\n`;
  if (!comments) return names + writePlain(view, shown);
  return `${names}# ${title}. ${summary}\n\n${writeCommented(view, shown)}`;
}

/** The template of a schema with a preset put in; only-required leaves out what preset and defaults give. */
function templateOf(view: SchemaView, preset: unknown, onlyRequired: boolean): unknown {
  const merged = mergePatch(skeleton(view, onlyRequired), preset);
  if (!onlyRequired) return merged;
  return onlyMissing(view, withoutGiven(merged, preset));
}

/** A value of the schema: defaults where there are some, placeholders where a value is missing. */
function skeleton(view: SchemaView, onlyRequired: boolean, depth = 0): unknown {
  if (depth > MAX_DEPTH) return PLACEHOLDER;
  const template = keyword(view, 'x-template');
  if (template !== undefined) return template;
  const fallback = keyword(view, 'default');
  if (isMapping(fallback ?? {}) && keyword(view, 'properties')) {
    const keys = keysOf(withoutPolicySchema(view)).filter((key) => isShown(view, key, onlyRequired));
    const inside = keys.map((key) => [key, skeleton(child(view, key), onlyRequired, depth + 1)]);
    return { ...(fallback as object), ...Object.fromEntries(inside) };
  }
  if (fallback !== undefined) return fallback;
  if (keyword(view, 'type') !== 'array') return PLACEHOLDER;
  if (!keyword(view, 'minItems')) return [];
  return [skeleton(entries(view), onlyRequired, depth + 1)];
}

function isShown(view: SchemaView, key: string, onlyRequired: boolean): boolean {
  if (isRequired(view, key)) return true;
  const inside = child(view, key);
  return (
    !onlyRequired && (keyword(inside, 'default') !== undefined || keyword(inside, 'x-template') !== undefined)
  );
}

/** What is left of a template without what `given` puts back and what needs no answer. */
function withoutGiven(value: unknown, given: unknown): unknown {
  if (!isMapping(value) || !isMapping(given)) return value;
  const left = new Map<string, unknown>();
  for (const [key, entry] of Object.entries(value)) {
    if (!Object.hasOwn(given, key)) {
      left.set(key, entry);
      continue;
    }
    const rest = withoutGiven(entry, given[key]);
    const isOpen = findPlaceholders(rest).length > 0 || (isMapping(given[key]) && !isEmpty(rest));
    if (isOpen) left.set(key, rest);
  }
  return Object.fromEntries(left);
}

/**
 * What is left of a template without what the defaults of the schema put back. A part without a default
 * stays: leaving it out would change the values.
 */
function onlyMissing(view: SchemaView, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((entry) => onlyMissing(entries(view), entry));
  if (!isMapping(value)) return value;
  const left = Object.entries(value).flatMap(([key, entry]) => {
    const inside = child(view, key);
    if (keyword(inside, 'default') !== undefined && findPlaceholders(entry).length === 0) return [];
    const rest = onlyMissing(inside, entry);
    return [[key, isEmpty(rest) ? entry : rest]];
  });
  return Object.fromEntries(left);
}

const isEmpty = (value: unknown): boolean => isMapping(value) && Object.keys(value).length === 0;
