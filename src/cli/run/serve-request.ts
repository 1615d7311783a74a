import type { ListenAddress } from '../../control/api/listen.ts';
import { parseListenAddress } from '../../control/api/listen-address.ts';
import { fail } from '../../errors/rollout-error.ts';

/** commander's form of the flags of the API. */
export interface ServeFlags {
  readonly listen?: string;
  readonly tokenFile?: string;
  readonly listenName?: readonly string[];
}

/** What flags say of the API of a run. */
export interface ServeRequest {
  readonly address: ListenAddress;
  readonly tokenFile: string | undefined;
  readonly hosts: readonly string[];
}

/** Undefined where no API is opened. Throws USAGE_MISSING and USAGE_VALUE. */
export function serveRequest({
  listen,
  tokenFile,
  listenName: hosts = [],
}: ServeFlags): ServeRequest | undefined {
  const flag = tokenFile === undefined ? '--listen-name' : '--token-file';
  if (listen === undefined && (tokenFile !== undefined || hosts.length > 0))
    throw fail('USAGE_MISSING', { what: `the address that ${flag} is about`, flag: '--listen ADDRESS' });
  if (listen === undefined) return undefined;
  const address = parseListenAddress(listen);
  const expected = 'HOST:PORT or PORT, such as 127.0.0.1:9464';
  if (!address) throw fail('USAGE_VALUE', { flag: '--listen', got: listen, expected });
  return { address, tokenFile, hosts };
}
