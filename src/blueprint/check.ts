import { inFileOrder } from '../errors/file-order.ts';
import { type Diagnostic, diagnostic } from '../errors/rollout-error.ts';
import { inspect } from '../schema/validate.ts';
import { wrongDocument } from '../schema/wrong-document.ts';
import { dropNulls } from '../text/drop-nulls.ts';
import { toDotted } from '../text/pointer.ts';
import type { Document } from '../text/yaml.ts';
import { type Alias, readAliases } from './aliases.ts';
import type { Blueprint } from './catalog.ts';
import { fillDefaults, isMapping, mergePatch } from './defaults.ts';

/** Values against their blueprint. */
export interface CheckedValues {
  /** As the renderer takes them: presets and defaults filled in. Use them only when no diagnostic is an error. */
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
  const filled = locating(blueprint, document, aliases, fillDefaults(blueprint.values(), dropNulls(value)));
  const validators = await blueprint.validators();
  const found = validators.map((validator) => inspect(validator, filled));
  const diagnostics = inFileOrder([
    ...distinct(found.flatMap((one) => one.diagnostics)),
    ...aliases.map((alias) => explainAlias(alias, document)),
  ]);
  const faults = found.flatMap(({ pointers }) => pointers);
  return { document: filled, raw: document.value, diagnostics, faults };
}

const presetOf = ({ manifest }: Blueprint): unknown => (manifest.value as { preset?: unknown }).preset ?? {};

/** The filled values as a document: what stands in the user's file is found there, what a preset brought in the manifest. */
function locating(
  blueprint: Blueprint,
  document: Document,
  aliases: readonly Alias[],
  value: unknown,
): Document {
  const { manifest } = blueprint;
  const preset = presetOf(blueprint);
  const locate = (pointer: string) => {
    const written = aliases.reduce((at, alias) => alias.unread(at), pointer);
    return isPreset(document.value, preset, written)
      ? manifest.locate(`/preset${written}`)
      : document.locate(written);
  };
  return { file: document.file, value, locate };
}

/** Whether what stands at a pointer came from the preset: the mapping the user wrote, if any, leaves it open. */
function isPreset(values: unknown, preset: unknown, pointer: string): boolean {
  let [own, given] = [values, preset];
  for (const part of pointer.split('/').slice(1)) {
    if (
      !isMapping(own ?? {}) ||
      own === null ||
      typeof given !== 'object' ||
      given === null ||
      !Object.hasOwn(given, part)
    )
      return false;
    given = (given as Readonly<Record<string, unknown>>)[part];
    own = own === undefined ? undefined : (own as Readonly<Record<string, unknown>>)[part];
  }
  return own === undefined;
}

const explainAlias = ({ pointer, key, meant }: Alias, document: Document): Diagnostic =>
  diagnostic(
    'VALUES_ALIAS',
    { path: toDotted(pointer), alias: key, key: meant },
    { at: document.locate(`${pointer}/${key}`), path: toDotted(pointer) },
  );

/** Two schemas may find the same fault, in other words; of one mapping several keys may be missing. */
function distinct(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const seen = new Set<string>();
  return diagnostics.filter(({ line, column, path, code, message }) => {
    const key = [line, column, path, code === 'VALUES_MISSING_KEY' ? message : ''].join(':');
    return !seen.has(key) && seen.add(key);
  });
}
