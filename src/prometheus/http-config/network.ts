import { toDotted } from '../../text/pointer.ts';
import type { ProxyConfig, TlsConfig } from '../http-config.ts';
import { checkHeader } from './header.ts';
import type { SecretDocument } from './secret-document.ts';
import { VERSIONS } from './shape.ts';

/** Says what is wrong with how a server is reached: the proxy and the TLS of the mapping at `at`. */
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
  const needsUrl = (key: string) =>
    document.say(`${at}/${key}`, 'VALUES_MISSING_KEY', {
      path: toDotted(at),
      key: 'proxy_url',
      description: `${key} needs it`,
    });
  if (no_proxy && !proxy_url) needsUrl('no_proxy');
  for (const [name, values] of Object.entries(proxy_connect_header ?? {}))
    checkHeader(`${at}/proxy_connect_header`, name, { '': values }, document);
  if (proxy_connect_header && !proxy_url && !proxy_from_environment) needsUrl('proxy_connect_header');
  if (proxy_url && !/^https?:\/\/[^/]/.test(proxy_url))
    document.refuse(`${at}/proxy_url`, 'must start with http:// or https://', 'proxy_url');
}

function checkTls(tls: TlsConfig, at: string, document: SecretDocument): void {
  for (const key of ['min_version', 'max_version'] as const)
    if (tls[key] && !VERSIONS[tls[key]])
      document.say(`${at}/${key}`, 'VALUES_ENUM', {
        path: `tls_config.${key}`,
        got: tls[key],
        allowed: Object.keys(VERSIONS).join(', '),
      });
  const [cert, key] = [tls.cert ?? tls.cert_file, tls.key ?? tls.key_file];
  if ((cert === undefined) !== (key === undefined))
    document.refuse(at, 'needs a certificate and its key, or neither', 'tls_config');
}
