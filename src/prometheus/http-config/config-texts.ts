import { dirname, resolve } from 'node:path';
import { errorName, reasonOf } from '../../disk/reasons.ts';
import { nowhere } from '../../errors/location.ts';
import { fail, RolloutError } from '../../errors/rollout-error.ts';
import type { Secrets } from '../http/secrets.ts';
import { namesSecret, refuseSharedFile } from './private-files.ts';

export interface ConfigTextsOptions {
  /** The name of the configuration file; relative paths in it start at its directory. */
  readonly configFile: string;
  readonly read: (file: string) => Promise<string>;
  readonly secrets: Secrets;
  /** Files with secrets that others can read are refused. */
  readonly isPrivate?: boolean;
}

/** Values of a client configuration that are given inline or in a file; each of them is kept as a secret. */
export class ConfigTexts {
  readonly #options: ConfigTextsOptions;

  constructor(options: ConfigTextsOptions) {
    this.#options = options;
  }

  /**
   * The inline value, else the content of the file; undefined when neither is given. Throws HTTP_CONFIG_FILE.
   */
  async valueOrFile(key: string, value?: string, file?: string): Promise<string | undefined> {
    this.#options.secrets.add(value);
    if (value === undefined && file !== undefined) return this.file(`${key}_file`, file);
    return value;
  }

  /** The content of a file, trimmed; read anew at every call. Throws HTTP_CONFIG_FILE and HTTP_CONFIG_SHARED. */
  async file(key: string, file: string): Promise<string> {
    const { configFile, read, secrets, isPrivate } = this.#options;
    const path = resolve(dirname(configFile), file);
    try {
      if (isPrivate && namesSecret(key)) refuseSharedFile(key, path, configFile);
      const text = (await read(path)).trim();
      secrets.add(text);
      return text;
    } catch (problem) {
      if (problem instanceof RolloutError) throw problem;
      const why = errorName(problem) === 'ENOENT' ? 'no such file' : reasonOf(problem);
      throw fail('HTTP_CONFIG_FILE', { key, file: path, why }, { at: nowhere(configFile), path: key });
    }
  }
}
