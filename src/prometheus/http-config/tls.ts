import type { TlsConfig } from './config.ts';
import type { ConfigTexts } from './config-texts.ts';
import { VERSIONS } from './shape.ts';

type TlsVersion = (typeof VERSIONS)[string];

/** The options of an agent of node:https. */
export interface TlsOptions {
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
  readonly servername?: string;
  readonly rejectUnauthorized?: boolean;
  readonly minVersion?: TlsVersion;
  readonly maxVersion?: TlsVersion;
}

/** Reads the TLS settings of a client configuration with the files they name. Throws HTTP_CONFIG_FILE. */
export async function readTls(config: TlsConfig | undefined, texts: ConfigTexts): Promise<TlsOptions> {
  if (!config) return {};
  const read = (key: 'ca' | 'cert' | 'key') =>
    texts.valueOrFile(`tls_config.${key}`, config[key], config[`${key}_file`]);
  const [ca, cert, key] = await Promise.all([read('ca'), read('cert'), read('key')]);
  const options = {
    ca,
    cert,
    key,
    servername: config.server_name || undefined,
    minVersion: VERSIONS[config.min_version ?? ''],
    maxVersion: VERSIONS[config.max_version ?? ''],
  };
  return config.insecure_skip_verify ? { ...options, rejectUnauthorized: false } : options;
}
