import { fromPointer, toDotted } from '../../text/pointer.ts';
import type { HttpConfig, Oauth2Config } from '../http-config.ts';
import { checkHeader } from './header.ts';
import { checkNetwork } from './network.ts';
import type { SecretDocument } from './secret-document.ts';
import { CONFLICTS, RESERVED_HEADERS } from './shape.ts';

/** Says what one key alone cannot tell of a configuration whose every key fits its shape. */
export function checkWhole(config: HttpConfig, document: SecretDocument): void {
  for (const { at, keys } of CONFLICTS) checkConflict(config, at, keys, document);
  const { authorization, oauth2, http_headers = {} } = config;
  if (/^basic$/i.test(authorization?.type?.trim() ?? ''))
    document.refuse('/authorization/type', 'cannot be basic; use basic_auth');
  if (oauth2) checkOauth2(oauth2, document);
  for (const [name, header] of Object.entries(http_headers)) {
    if (RESERVED_HEADERS.has(name.toLowerCase()))
      document.refuse(`/http_headers/${name}`, 'is set by rollout itself and cannot be given');
    checkHeader('/http_headers', name, { values: header?.values, secrets: header?.secrets }, document);
  }
  checkNetwork(config, '', document);
  if (oauth2) checkNetwork(oauth2, '/oauth2', document);
}

function checkOauth2(oauth2: Oauth2Config, document: SecretDocument): void {
  for (const key of ['client_id', 'token_url'] as const)
    if (!oauth2[key]) document.say('/oauth2', 'VALUES_MISSING_KEY', { path: 'oauth2', key });
  if (oauth2.token_url && !/^https?:\/\//.test(oauth2.token_url))
    document.refuse('/oauth2/token_url', 'must start with http:// or https://');
}

function checkConflict(
  config: HttpConfig,
  at: string,
  keys: readonly string[],
  document: SecretDocument,
): void {
  const parent = fromPointer(at).reduce<unknown>(
    (value, key) => (value as Record<string, unknown> | undefined)?.[key],
    config,
  );
  const given = keys.filter((key) => (parent as Record<string, unknown> | undefined)?.[key] !== undefined);
  if (given.length > 1)
    document.say(`${at}/${given[1]}`, 'HTTP_CONFIG_CONFLICT', {
      keys: given.map((key) => toDotted(`${at}/${key}`)).join(' and '),
    });
}
