import { isIPv6 } from 'node:net';

/** Where etcd is, and what its keys begin with. */
export interface EtcdAddress {
  /** As it is shown. */
  readonly place: string;
  /** Base addresses of the members. */
  readonly endpoints: readonly string[];
  /** Without a slash at its end. */
  readonly prefix: string;
  /** Of TLS and of a user; as it was given. */
  readonly httpConfigFile: string | undefined;
}

const FORM = /^(etcds?):\/\/([^/?#]*)\/?([^?#]*)(?:\?([^#]*))?$/;
const MEMBER = /^(\[[0-9a-f:.]+\]|[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?)(?::(\d{1,5}))?$/i;
const PREFIX = /^[\w.-]+(?:\/[\w.-]+)*$/;
const PARAMETER = 'http_config_file';
const DEFAULT_PORT = 2379;
const MAX_PORT = 65_535;

/** The address that a text is, or what is wrong with it. */
export function readEtcdAddress(text: string): EtcdAddress | string {
  const [, scheme, hosts = '', path = '', query = ''] = FORM.exec(text) ?? [];
  if (scheme === undefined) return 'it is no address of etcd';
  if (hosts.includes('@'))
    return `a user and a password stand in the file of ${PARAMETER}, not in the address`;
  const members = hosts.split(',');
  const wrong = members.find((member) => !isMember(member));
  if (wrong !== undefined) return `"${wrong}" is no HOST:PORT`;
  const prefix = path.replace(/\/$/, '');
  if (!PREFIX.test(prefix))
    return 'behind the hosts there is no PREFIX of letters, digits, ".", "_", "-" and "/"';
  const parameters = new URLSearchParams(query);
  const unknown = [...parameters.keys()].find((key) => key !== PARAMETER);
  if (unknown !== undefined) return `it takes ${PARAMETER}, not "${unknown}"`;
  const protocol = scheme === 'etcds' ? 'https' : 'http';
  return {
    place: `${scheme}://${hosts}/${prefix}`,
    endpoints: members.map((member) => `${protocol}://${withPort(member)}`),
    prefix,
    httpConfigFile: parameters.get(PARAMETER) || undefined,
  };
}

function isMember(text: string): boolean {
  const [, host = '', port = '1'] = MEMBER.exec(text) ?? [];
  if (host === '' || Number(port) === 0 || Number(port) > MAX_PORT) return false;
  return !host.startsWith('[') || isIPv6(host.slice(1, -1));
}

function withPort(member: string): string {
  const [, host, port = DEFAULT_PORT] = MEMBER.exec(member)!;
  return `${host}:${port}`;
}
