import { statSync } from 'node:fs';
import { sharedMode } from '../../disk/owner-only.ts';
import { nowhere } from '../../errors/location.ts';
import { fail } from '../../errors/rollout-error.ts';
import type { HttpConfig } from './config.ts';

const SECRET_KEYS = /^(password|credentials|bearer_token|client_secret|key|secrets)$/;

/** Refuses a client configuration that others can read, where a secret stands in it. Throws HTTP_CONFIG_SHARED. */
export function refuseSharedConfig(config: HttpConfig | undefined, file: string): void {
  const key = secretKeyIn(config, '');
  if (key !== undefined) refuseSharedFile(key, file, file);
}

/** Whether what a key names by file is a secret. */
export const namesSecret = (key: string): boolean => !/(username|ca|cert)_file$/.test(key);

/** Throws HTTP_CONFIG_SHARED for a file that others can read. */
export function refuseSharedFile(key: string, file: string, configFile: string): void {
  const mode = sharedMode(statSync(file));
  if (mode === undefined) return;
  throw fail('HTTP_CONFIG_SHARED', { key, file, mode }, { at: nowhere(configFile), path: key });
}

/** The first key that holds a secret. */
function secretKeyIn(value: unknown, path: string): string | undefined {
  for (const [key, inner] of Object.entries(Object(value))) {
    const at = path === '' ? key : `${path}.${key}`;
    if (SECRET_KEYS.test(key) || hasPassword(inner)) return at;
    const found = typeof inner === 'object' ? secretKeyIn(inner, at) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

const hasPassword = (value: unknown): boolean =>
  typeof value === 'string' && /^[a-z]+:\/\/[^/@]*:[^/@]+@/i.test(value);
