import { inFileOrder } from '../errors/file-order.ts';
import { type Diagnostic, diagnostic } from '../errors/rollout-error.ts';
import { inspect } from '../schema/validate.ts';
import { wrongDocument } from '../schema/wrong-document.ts';
import { dropNulls } from '../text/drop-nulls.ts';
import { toDotted } from '../text/pointer.ts';
import type { Document } from '../text/yaml.ts';
import { type Alias, readAliases } from './aliases.ts';
import { type Blueprint, presetOf } from './catalog.ts';
import { fillDefaults, mergePatch } from './defaults.ts';
import { isMapping, valueAt } from './mapping.ts';

/** Values against their blueprint. */
export interface CheckedValues {
  /**
   * As the renderer takes them: presets and defaults filled in. Use them only when no diagnostic is an error.
   */
  readonly document: Document;
  /** As the user wrote them. */
  readonly raw: unknown;
  /** All faults and warnings, in file order. */
  readonly diagnostics: readonly Diagnostic[];
  /** JSON pointers of what is wrong in `document`. */
  readonly faults: readonly string[];
}

/** Checks values against their blueprint; never throws for what is wrong with them. */
export async function checkValues(blueprint: Blueprint, document: Document): Promise<CheckedValues> {
  const wrong = wrongDocument(document, 'values');
  if (wrong) return { document, raw: document.value, diagnostics: [wrong], faults: [''] };
  const { value, aliases } = readAliases(mergePatch(presetOf(blueprint), document.value));
  const filled = {
    file: document.file,
    value: fillDefaults(blueprint.values(), dropNulls(value)),
    locate: locatorOf(blueprint, document, aliases),
  };
  const validators = await blueprint.validators();
  const found = validators.map((validator) => inspect(validator, filled));
  const diagnostics = inFileOrder([
    ...distinct(found.flatMap((one) => one.diagnostics)),
    ...aliases.map((alias) => aliasWarning(alias, document)),
  ]);
  const faults = found.flatMap(({ pointers }) => pointers);
  return { document: filled, raw: document.value, diagnostics, faults };
}

/**
 * Locates a pointer into filled values: in the user's file, or in the manifest where a preset brought the
 * value.
 */
function locatorOf(blueprint: Blueprint, document: Document, aliases: readonly Alias[]): Document['locate'] {
  const preset = presetOf(blueprint);
  return (pointer) => {
    const written = aliases.reduce((at, alias) => alias.toWritten(at), pointer);
    if (!isPreset(document.value, preset, written)) return document.locate(written);
    return blueprint.manifest.locate(`/preset${written}`);
  };
}

/** Whether the value at a pointer came from the preset: the user's mappings do not have it. */
function isPreset(values: unknown, preset: unknown, pointer: string): boolean {
  let own = values;
  let given = preset;
  for (const part of pointer.split('/').slice(1)) {
    const isOpen = own === undefined || isMapping(own);
    if (!isOpen || !hasKey(given, part)) return false;
    given = given[part];
    own = valueAt(own, part);
  }
  return own === undefined;
}

const hasKey = (value: unknown, key: string): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, key);

const aliasWarning = ({ pointer, key, meant }: Alias, document: Document): Diagnostic =>
  diagnostic(
    'VALUES_ALIAS',
    { path: toDotted(pointer), alias: key, key: meant },
    { at: document.locate(`${pointer}/${key}`), path: toDotted(pointer) },
  );

/**
 * One diagnostic for each fault: two schemas may find the same in other words. Of one mapping several keys
 * may be missing.
 */
function distinct(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const byFault = new Map<string, Diagnostic>();
  for (const one of diagnostics) {
    const key = faultKey(one);
    if (!byFault.has(key)) byFault.set(key, one);
  }
  return [...byFault.values()];
}

const faultKey = ({ line, column, path, code, message }: Diagnostic): string =>
  [line, column, path, code === 'VALUES_MISSING_KEY' ? message : ''].join(':');
