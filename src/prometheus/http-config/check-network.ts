import { toDotted, toPointer } from '../../text/pointer.ts';
import { checkHeaderName, checkHeaderValues } from './check-header.ts';
import type { ProxyConfig, TlsConfig } from './config.ts';
import type { SecretDocument } from './secret-document.ts';
import { VERSIONS } from './shape.ts';

/**
 * Reports the faults of how a server is reached: the proxy and the TLS settings of the mapping at a JSON
 * pointer.
 */
export function checkNetwork(
  config: ProxyConfig & { readonly tls_config?: TlsConfig },
  at: string,
  document: SecretDocument,
): void {
  checkProxy(config, at, document);
  if (config.tls_config) checkTls(config.tls_config, `${at}/tls_config`, document);
}

function checkProxy(config: ProxyConfig, at: string, document: SecretDocument): void {
  const { proxy_url, no_proxy, proxy_connect_header, proxy_from_environment } = config;
  if (no_proxy && !proxy_url) reportNoProxyUrl('no_proxy', at, document);
  for (const [name, values] of Object.entries(proxy_connect_header ?? {})) {
    const pointer = `${at}/proxy_connect_header${toPointer([name])}`;
    checkHeaderName(name, pointer, document);
    checkHeaderValues(values, pointer, document);
  }
  if (proxy_connect_header && !proxy_url && !proxy_from_environment)
    reportNoProxyUrl('proxy_connect_header', at, document);
  if (proxy_url && !/^https?:\/\/[^/]/.test(proxy_url))
    document.reportValue(`${at}/proxy_url`, 'must start with http:// or https://', 'proxy_url');
}

/** Reports a key that has no effect without proxy_url. */
function reportNoProxyUrl(key: string, at: string, document: SecretDocument): void {
  const params = { path: toDotted(at), key: 'proxy_url', description: `${key} needs it` };
  document.report(`${at}/${key}`, 'VALUES_MISSING_KEY', params);
}

function checkTls(tls: TlsConfig, at: string, document: SecretDocument): void {
  for (const key of ['min_version', 'max_version'] as const) {
    const version = tls[key];
    if (!version || VERSIONS[version]) continue;
    const allowed = Object.keys(VERSIONS).join(', ');
    document.report(`${at}/${key}`, 'VALUES_ENUM', { path: `tls_config.${key}`, got: version, allowed });
  }
  const hasCert = (tls.cert ?? tls.cert_file) !== undefined;
  const hasKey = (tls.key ?? tls.key_file) !== undefined;
  if (hasCert !== hasKey)
    document.reportValue(at, 'needs a certificate and its key, or neither', 'tls_config');
}
