import { shownUrl } from '../prometheus/http/base-url.ts';
import type { Secrets } from '../prometheus/http/secrets.ts';
import type { ConfigFault } from './actuators/kind.ts';
import { readSecret, SecretFault, type SecretKeys, secretPlace, secretSchema } from './secrets.ts';
import type { World } from './world.ts';

/** The address of a receiver, as it is or, where it is a secret, by file or variable. */
export interface AddressKeys extends SecretKeys<'url'> {
  readonly url?: string;
}

export const addressSchema: Readonly<Record<string, object>> = {
  url: {
    type: 'string',
    pattern: '^https?://',
    description: 'Address of the receiver, where it is no secret.',
  },
  ...secretSchema('url', 'the address of the receiver'),
};

/** One address is needed, and a password in it does not belong into the file. */
export function checkAddress(config: AddressKeys): ConfigFault[] {
  const given = [config.url, config.url_file, config.url_env].filter((value) => value !== undefined);
  if (given.length !== 1) return [{ path: 'url', why: 'one of url, url_file and url_env is needed' }];
  if (config.url === undefined) return [];
  if (!URL.canParse(config.url)) return [{ path: 'url', why: 'it is not a URL' }];
  const { username, password, search } = new URL(config.url);
  const isSecret = username !== '' || password !== '' || /[?&](api_?key|token|secret|sig)=/i.test(search);
  return isSecret ? [{ path: 'url', why: 'it holds a secret; use url_file or url_env' }] : [];
}

/** The address as it may be shown. */
export const shownAddress = (config: AddressKeys): string =>
  secretPlace(config, 'url') ?? shownUrl(config.url ?? '');

/** The address of one call; what of it is secret is added to the secrets. Throws SecretFault. */
export function readAddress(config: AddressKeys, world: World, secrets: Secrets): string {
  const secret = readSecret(config, 'url', world);
  const url = secret ?? config.url ?? '';
  if (!URL.canParse(url) || !/^https?:/i.test(url))
    throw new SecretFault(`${shownAddress(config)} is no URL of HTTP`);
  if (secret !== undefined) {
    const { pathname, search, password } = new URL(url);
    secrets.add(url, `${pathname}${search}`, pathname.split('/').at(-1), search, password);
  }
  return url;
}
