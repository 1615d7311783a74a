import { closeSync, fstatSync, openSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { sharedMode } from '../disk/owner-only.ts';
import { errorName, reasonOf } from '../disk/reasons.ts';
import type { World } from './world.ts';

/** Why a secret cannot be had; the message never holds it. */
export class SecretFault extends Error {}

/** The keys that name a secret: by a file or by an environment variable. */
export type SecretKeys<N extends string> = { readonly [K in `${N}_file` | `${N}_env`]?: string };

const MAX_BYTES = 64 * 1024;

/** Schema of the two keys; `what` completes "that holds ...". */
export const secretSchema = (name: string, what: string): Record<string, object> => ({
  [`${name}_file`]: {
    type: 'string',
    minLength: 1,
    description: `File, readable by its owner alone, that holds ${what}.`,
  },
  [`${name}_env`]: {
    type: 'string',
    pattern: '^[A-Za-z_][A-Za-z0-9_]*$',
    description: `Environment variable that holds ${what}.`,
  },
});

/** Where a secret is, as it may be shown; undefined where none is named. */
export function secretPlace<N extends string>(config: SecretKeys<N>, name: N): string | undefined {
  const { file, variable } = namedBy(config, name);
  if (file !== undefined) return `file:${file}`;
  return variable === undefined ? undefined : `env:${variable}`;
}

/** Reads a secret anew; undefined where none is named. Throws SecretFault, also for a file that others can read. */
export function readSecret<N extends string>(
  config: SecretKeys<N>,
  name: N,
  world: World,
): string | undefined {
  const { file, variable } = namedBy(config, name);
  if (file !== undefined) return readSecretFile(`${name}_file`, resolve(world.directory, file));
  if (variable === undefined) return undefined;
  const value = world.env[variable]?.trim() ?? '';
  const fault = faultOf(value);
  if (fault === undefined) return value;
  throw new SecretFault(`${name}_env: the variable ${variable} ${value === '' ? 'is not set' : fault}`);
}

/** Why the secrets that something reads cannot be had. */
export function secretFault(read: () => unknown): string | undefined {
  try {
    read();
    return undefined;
  } catch (problem) {
    if (problem instanceof SecretFault) return problem.message;
    throw problem;
  }
}

function namedBy(config: object, name: string) {
  const keys = config as Readonly<Record<string, string | undefined>>;
  return { file: keys[`${name}_file`], variable: keys[`${name}_env`] };
}

function readSecretFile(key: string, path: string): string {
  try {
    const value = readOwn(path).trim();
    const fault = faultOf(value);
    if (fault === undefined) return value;
    throw new Error(`it ${fault}`);
  } catch (problem) {
    const why = errorName(problem) === 'ENOENT' ? 'there is no such file' : reasonOf(problem);
    throw new SecretFault(`${key} ${path}: ${why}`);
  }
}

/** A header holds one line. */
function faultOf(value: string): string | undefined {
  if (value === '') return 'is empty';
  if (/[\u0000-\u001f\u007f]/.test(value)) return 'holds more than one line of text';
  return undefined;
}

/** What is checked is what is read: by one descriptor. */
function readOwn(path: string): string {
  const descriptor = openSync(path, 'r');
  try {
    const stats = fstatSync(descriptor);
    const mode = sharedMode(stats);
    if (mode !== undefined) throw new Error(`others can read it (mode ${mode}): chmod 600`);
    if (!stats.isFile()) throw new Error('it is not a regular file');
    if (stats.size > MAX_BYTES) throw new Error('it is larger than 64 KiB');
    return readFileSync(descriptor, 'utf8');
  } finally {
    closeSync(descriptor);
  }
}
