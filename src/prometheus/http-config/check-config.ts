import { fromPointer, toDotted, toPointer } from '../../text/pointer.ts';
import { checkHeaderName, checkHeaderValues } from './check-header.ts';
import { checkNetwork } from './check-network.ts';
import type { HttpConfig, Oauth2Config } from './config.ts';
import type { SecretDocument } from './secret-document.ts';
import { CONFLICTS, type ExclusiveKeys, RESERVED_HEADERS } from './shape.ts';

/**
 * Reports the faults of a configuration whose every key has its shape: what keys mean together and what
 * values say.
 */
export function checkConfig(config: HttpConfig, document: SecretDocument): void {
  for (const group of CONFLICTS) checkConflict(config, group, document);
  const { authorization, oauth2, http_headers = {} } = config;
  if (/^basic$/i.test(authorization?.type?.trim() ?? ''))
    document.reportValue('/authorization/type', 'cannot be basic; use basic_auth');
  if (oauth2) checkOauth2(oauth2, document);
  checkHeaders(http_headers, document);
  checkNetwork(config, '', document);
  if (oauth2) checkNetwork(oauth2, '/oauth2', document);
}

function checkOauth2(oauth2: Oauth2Config, document: SecretDocument): void {
  for (const key of ['client_id', 'token_url'] as const)
    if (!oauth2[key]) document.report('/oauth2', 'VALUES_MISSING_KEY', { path: 'oauth2', key });
  if (oauth2.token_url && !/^https?:\/\//.test(oauth2.token_url))
    document.reportValue('/oauth2/token_url', 'must start with http:// or https://');
}

function checkHeaders(headers: NonNullable<HttpConfig['http_headers']>, document: SecretDocument): void {
  for (const [name, header] of Object.entries(headers)) {
    const at = `/http_headers${toPointer([name])}`;
    if (RESERVED_HEADERS.has(name.toLowerCase()))
      document.reportValue(at, 'is set by rollout itself and cannot be given');
    if (!header) document.reportValue(at, 'must have values, secrets or files');
    checkHeaderName(name, at, document);
    checkHeaderValues(header?.values, `${at}/values`, document);
    checkHeaderValues(header?.secrets, `${at}/secrets`, document);
  }
}

function checkConflict(config: HttpConfig, { at, keys }: ExclusiveKeys, document: SecretDocument): void {
  const parent = fromPointer(at).reduce<unknown>(
    (value, key) => (value as Record<string, unknown> | undefined)?.[key],
    config,
  );
  const given = keys.filter((key) => (parent as Record<string, unknown> | undefined)?.[key] !== undefined);
  if (given.length < 2) return;
  const names = given.map((key) => toDotted(`${at}/${key}`));
  document.report(`${at}/${given[1]}`, 'HTTP_CONFIG_CONFLICT', { keys: names.join(' and ') });
}
