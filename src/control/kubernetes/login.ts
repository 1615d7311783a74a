import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { isMapping } from '../../text/shape.ts';
import {
  type Access,
  configFault,
  type Mapping,
  type Part,
  type Surroundings,
  textAt,
  textIn,
} from './kubeconfig.ts';

/** What a request says of who asks. */
export interface Login {
  /** The header `authorization`. */
  readonly authorization?: string;
  /** A certificate that was given for some time. */
  readonly cert?: string;
  readonly key?: string;
  /** Seconds since 1970; undefined where it is not known to end. */
  readonly until?: number;
}

/** What a kubeconfig may say that is not done here; to leave it out would ask as somebody else. */
const REFUSED = ['auth-provider', 'as', 'as-uid', 'as-groups', 'as-user-extra'];

/** Logs in as the user says. Throws KUBERNETES_CONFIG. */
export async function logIn(access: Access, surroundings: Surroundings): Promise<Login> {
  const { value } = access.user;
  const other = REFUSED.find((key) => value[key] !== undefined);
  if (other !== undefined)
    throw configFault(`${other} of a user is not supported`, 'use a token, a certificate or an exec plugin');
  if (isMapping(value.exec)) return runPlugin(value.exec as Mapping, access, surroundings);
  const token = tokenOf(access.user);
  if (token !== undefined) return { authorization: `Bearer ${token}` };
  const { username, password } = value;
  if (username === undefined) return {};
  return { authorization: `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}` };
}

/** A file that is named comes first. */
function tokenOf({ value, directory }: Part): string | undefined {
  const file = textAt(value, 'tokenFile');
  if (file === undefined) return textAt(value, 'token');
  return textIn(resolve(directory, file)).trim();
}

const MAX_PLUGIN_MS = 30_000;
const MAX_BYTES = 1024 * 1024;

/** Asks the program that a kubeconfig names, without a shell. */
async function runPlugin(plugin: Mapping, access: Access, { env }: Surroundings): Promise<Login> {
  const name = textAt(plugin, 'command') ?? '';
  const { apiVersion } = plugin;
  if (name === '')
    throw configFault('the plugin of the user names no command', 'write it as exec.command of the user');
  if (plugin.interactiveMode === 'Always') throw configFault(`the plugin ${name} wants a terminal`);
  const spec = { interactive: false, cluster: clusterFor(plugin, access) };
  const info = JSON.stringify({ apiVersion, kind: 'ExecCredential', spec });
  const said = await outputOf(name.includes('/') ? resolve(access.user.directory, name) : name, {
    args: listAt(plugin, 'args').map(String),
    env: { ...env, ...variablesOf(plugin), KUBERNETES_EXEC_INFO: info },
  });
  const login = loginIn(said);
  if (login) return login;
  throw configFault(`the plugin ${name} gives no ExecCredential with a token or a certificate`);
}

const listAt = (value: Mapping, key: string): readonly unknown[] => {
  const list = value[key];
  if (!Array.isArray(list)) return [];
  return list;
};

const variablesOf = (plugin: Mapping): Record<string, string> =>
  Object.fromEntries(listAt(plugin, 'env').map((one) => [Object(one).name, String(Object(one).value)]));

function clusterFor({ provideClusterInfo }: Mapping, { server, tls, proxyUrl }: Access) {
  if (provideClusterInfo !== true) return undefined;
  return {
    server,
    'tls-server-name': tls.servername,
    'insecure-skip-tls-verify': tls.rejectUnauthorized === false,
    'certificate-authority-data': tls.ca && Buffer.from(tls.ca).toString('base64'),
    'proxy-url': proxyUrl,
  };
}

interface Started {
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
}

function outputOf(file: string, { args, env }: Started): Promise<string> {
  const limits = { timeout: MAX_PLUGIN_MS, maxBuffer: MAX_BYTES };
  return new Promise((done, failed) => {
    const child = execFile(file, args, { env, ...limits }, (problem, out, err) => {
      if (!problem) return done(out);
      const why = problem.code === 'ENOENT' ? 'there is no such program' : err || problem.message;
      return failed(configFault(`the plugin ${file}: ${why}`, 'run it by hand to see what it needs'));
    });
    child.stdin?.end();
  });
}

function loginIn(text: string): Login | undefined {
  const { status } = Object(parse(text)) as { status?: Mapping };
  if (!isMapping(status)) return undefined;
  const [token, cert] = [textAt(status!, 'token'), textAt(status!, 'clientCertificateData')];
  if (token === undefined && cert === undefined) return undefined;
  const expires = Date.parse(textAt(status!, 'expirationTimestamp') ?? '');
  return {
    authorization: token && `Bearer ${token}`,
    cert,
    key: textAt(status!, 'clientKeyData'),
    until: Number.isNaN(expires) ? undefined : expires / 1000,
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
