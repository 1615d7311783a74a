import { relative, resolve, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { findPlaceholders, PLACEHOLDER } from '../schema/placeholders.ts';
import { type Blueprint, presetOf } from './catalog.ts';
import { writeCommented } from './commented.ts';
import { isMapping, mergePatch } from './defaults.ts';
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
  /** The schema as the editor finds it from where the file will stand; see `schemaReference`. */
  readonly schema?: string;
}

/**
 * A commented values file: these values, or, without any, a template with a placeholder wherever a value is missing.
 * Reads back as the same values.
 */
export function writeValues(blueprint: Blueprint, values: unknown, options: TemplateOptions = {}): string {
  const view = blueprint.values();
  const shown = values ?? withPreset(view, blueprint, options.onlyRequired === true);
  return (
    heading(blueprint, options.schema ?? schemaReference(blueprint.files.values)) +
    writeCommented(view, shown)
  );
}

/** The same for the dynamic configuration. */
export function writeDynamicValues(blueprint: Blueprint, options: TemplateOptions = {}): string {
  const view = blueprint.dynamic();
  const onlyRequired = options.onlyRequired === true;
  const whole = skeleton(view, onlyRequired);
  const shown = onlyRequired ? onlyMissing(view, whole) : whole;
  return (
    heading(blueprint, options.schema ?? schemaReference(blueprint.files.dynamic)) +
    writeCommented(view, shown)
  );
}

/** How the file `output` names the schema: relative below the working directory `cwd`, so that it can be shared; else absolute. */
export function schemaReference(schema: string, output?: string, cwd?: string): string {
  const absolute = pathToFileURL(schema).href;
  if (output === undefined || output === '-' || cwd === undefined) return absolute;
  const isBelow = (path: string) => !relative(cwd, path).startsWith('..');
  const target = resolve(cwd, output);
  if (!isBelow(schema) || !isBelow(target)) return absolute;
  return relative(resolve(target, '..'), schema).split(sep).join('/');
}

const heading = ({ name, title, summary }: Blueprint, schema: string): string =>
  `# yaml-language-server: $schema=${schema}\n# blueprint: ${name}\n# ${title}. ${summary}\n\n`;

/** The template of a blueprint, with what its preset already gives put in; only-required leaves that out. */
function withPreset(view: SchemaView, blueprint: Blueprint, onlyRequired: boolean): unknown {
  const preset = presetOf(blueprint);
  const merged = mergePatch(skeleton(view, onlyRequired), preset);
  return onlyRequired ? onlyMissing(view, withoutGiven(merged, preset)) : merged;
}

/** The smallest value of a schema: defaults where there are some, placeholders where a value is missing. */
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
  return keyword(view, 'minItems') ? [skeleton(entries(view), onlyRequired, depth + 1)] : [];
}

function isShown(view: SchemaView, key: string, onlyRequired: boolean): boolean {
  if (isRequired(view, key)) return true;
  const inside = child(view, key);
  return (
    !onlyRequired && (keyword(inside, 'default') !== undefined || keyword(inside, 'x-template') !== undefined)
  );
}

/** What is left of a template when everything is taken away that `given` puts back, and that needs no answer. */
function withoutGiven(value: unknown, given: unknown): unknown {
  if (!isMapping(value) || !isMapping(given)) return value;
  const left = Object.entries(value).flatMap(([key, entry]) => {
    if (!Object.hasOwn(given, key)) return [[key, entry]];
    const rest = withoutGiven(entry, given[key]);
    const isOpen = findPlaceholders(rest).length > 0 || (isMapping(given[key]) && !isEmpty(rest));
    return isOpen ? [[key, rest]] : [];
  });
  return Object.fromEntries(left);
}

/** The same for what the defaults of the schema put back. A part without a default stays, or the file would mean something else. */
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
