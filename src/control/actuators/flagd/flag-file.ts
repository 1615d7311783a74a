import { readFileSync } from 'node:fs';
import { AtomicFile } from '../../../disk/atomic-file.ts';
import { MAX_INPUT_BYTES, readRegularFile } from '../../../disk/bounded.ts';
import { findFileTarget } from '../../../disk/target.ts';
import { setKeys, spanAt } from '../../../text/json-span.ts';
import { suggest } from '../../../text/suggest.ts';
import { type Flag, type FlagText, flagFault } from './flag-fault.ts';

/** A file of flag definitions in which one flag is changed; every other byte of it stays. */
export interface FlagFile extends FlagText {
  readonly flag: Flag;
}

/** So many others may change the file between reading and replacing it, and a call gives up. */
const MAX_TRIES = 5;

/** Reads a flag. Throws plain errors in words, and FlagFault where the file has no such flag or no flags at all. */
export function readFlag(path: string, name: string): FlagFile {
  const text = readRegularFile(path, MAX_INPUT_BYTES);
  if (text.includes('\ufffd') && !readFileSync(path).equals(Buffer.from(text)))
    throw new Error('the file is not UTF-8 text');
  return flagIn({ path, text }, name);
}

/** The flag of a text. Throws as `readFlag`. */
export function flagIn({ path, text }: FlagText, name: string): FlagFile {
  const flags = flagsOf({ path, text });
  const flag = Object.hasOwn(flags, name) ? flags[name] : undefined;
  if (isObject(flag)) return { path, text, flag };
  const others = Object.keys(flags).filter((one) => isObject(flags[one]));
  const suggestion = suggest(name, others);
  throw flagFault({ path, text }, ['flags'], 'FLAG_MISSING', { flag: name, suggestion });
}

function flagsOf(file: FlagText): Flag {
  const definitions = definitionsIn(file);
  if (isObject(definitions) && isObject(definitions.flags)) return definitions.flags;
  throw flagFault(file, [], 'FLAG_FILE', { why: 'it has no object "flags"' });
}

function definitionsIn(file: FlagText): unknown {
  try {
    return JSON.parse(file.text);
  } catch {
    throw flagFault(file, [], 'FLAG_FILE', { why: 'it is not valid JSON' });
  }
}

/**
 * Replaces the file by one in which keys of the flag have other values, where nobody else has changed it since it was read; else
 * begins again. Throws plain errors in words, and what the system says.
 */
export function changeFlag(path: string, name: string, changesOf: (file: FlagFile) => Flag): void {
  for (let tries = 0; tries < MAX_TRIES; tries++) {
    const file = readFlag(path, name);
    const { text } = file;
    const changed = withKeys(text, name, changesOf(file));
    if (changed === text || replaceUnchanged(path, text, changed)) return;
  }
  throw new Error('somebody else changes the file all the time');
}

/** The text with other values of keys of the flag. */
export function withKeys(text: string, name: string, changes: Flag): string {
  const span = spanAt(text, ['flags', name])!;
  const texts = Object.entries(changes).map(([key, value]) => [key, JSON.stringify(value)]);
  return setKeys(text, span, Object.fromEntries(texts));
}

/** Whether the file was still as it was read, and is replaced now. */
function replaceUnchanged(path: string, text: string, changed: string): boolean {
  const file = new AtomicFile(findFileTarget(path, { overwrite: true }));
  try {
    file.write(Buffer.from(changed));
    const isUnchanged = readFileSync(path, 'utf8') === text;
    if (isUnchanged) file.commit();
    return isUnchanged;
  } finally {
    file.discard();
  }
}

const isObject = (value: unknown): value is Flag =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
