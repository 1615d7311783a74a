import { throwIfErrors } from '../errors/rollout-error.ts';
import { checkConfig } from './http-config/check-config.ts';
import type { HttpConfig } from './http-config/config.ts';
import { SecretDocument } from './http-config/secret-document.ts';
import { ROOT } from './http-config/shape.ts';
import { ShapeReader } from './http-config/shape-reader.ts';

/**
 * Reads a client configuration (`--http-config-file`). Throws all its faults at once, with their lines; no
 * fault shows a line or a value, since it may be a secret.
 */
export function readHttpConfig(source: string, file: string): HttpConfig {
  const document = new SecretDocument(source, file, 'an HTTP client configuration');
  const config = new ShapeReader(document).read(ROOT, document.value, '') as HttpConfig;
  if (document.faults.length === 0) checkConfig(config ?? {}, document);
  throwIfErrors(document.faults);
  return config;
}
