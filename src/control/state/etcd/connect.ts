import { resolve } from 'node:path';
import { readBytes } from '../../../disk/bounded.ts';
import { errorName, reasonOf } from '../../../disk/reasons.ts';
import { fail, RolloutError } from '../../../errors/rollout-error.ts';
import { type AxiosExchangeOptions, axiosExchange } from '../../../prometheus/http/axios-exchange.ts';
import type { Environment } from '../../../prometheus/http/proxy.ts';
import { Secrets } from '../../../prometheus/http/secrets.ts';
import type { HttpConfig } from '../../../prometheus/http-config/config.ts';
import { ConfigTexts } from '../../../prometheus/http-config/config-texts.ts';
import { refuseSharedConfig } from '../../../prometheus/http-config/private-files.ts';
import { readTls } from '../../../prometheus/http-config/tls.ts';
import { readHttpConfig } from '../../../prometheus/http-config.ts';
import type { Seconds } from '../../../text/duration.ts';
import { IDLE_CONNECTIONS } from '../../http.ts';
import type { EtcdAddress } from './address.ts';
import { EtcdGateway, type User } from './gateway.ts';

/** A third of a lease is five seconds: a request and its answer take less. */
const TIMEOUT: Seconds = 3;
/** What a client configuration says that etcd takes. */
const KEYS = new Set(['basic_auth', 'tls_config', 'proxy_url', 'no_proxy', 'proxy_from_environment']);

export interface Connected {
  readonly gateway: EtcdGateway;
  readonly close: () => void;
}

export interface Surroundings {
  readonly env: Environment;
  readonly cwd: string;
}

/** Opens a gateway as an address says; nothing is sent yet. Throws ROLLOUT_STATE, and what a client configuration throws. */
export async function connectEtcd(address: EtcdAddress, { env, cwd }: Surroundings): Promise<Connected> {
  const file = address.httpConfigFile === undefined ? '' : resolve(cwd, address.httpConfigFile);
  const config = file === '' ? {} : await configIn(file, address);
  const texts = new ConfigTexts({
    configFile: file,
    read: readText,
    secrets: new Secrets(),
    isPrivate: true,
  });
  const agents: AxiosExchangeOptions['agents'] = [];
  const tls = await readTls(config.tls_config, texts);
  const proxyConfig = file === '' ? undefined : config;
  const exchange = await axiosExchange({ tls, proxyConfig, env, agents, idleConnections: IDLE_CONNECTIONS });
  const { endpoints } = address;
  const user = userIn(config, texts);
  return {
    gateway: new EtcdGateway({ endpoints, exchange, timeout: TIMEOUT, user }),
    close: () => agents.forEach((agent) => void agent.destroy()),
  };
}

async function configIn(file: string, { place, endpoints }: EtcdAddress): Promise<HttpConfig> {
  const config = readHttpConfig(await configText(file, place), file);
  refuseSharedConfig(config, file);
  const other = Object.keys(config).find((key) => !KEYS.has(key));
  const refuse = (why: string, fix: string) => fail('ROLLOUT_STATE', { directory: place, why, fix });
  if (other !== undefined)
    throw refuse(`${file}: etcd takes no ${other}`, 'write basic_auth and tls_config there');
  if (config.tls_config && endpoints.some((endpoint) => endpoint.startsWith('http:')))
    throw refuse(`${file} has a tls_config, and the address is one without TLS`, 'begin it with etcds://');
  return config;
}

async function configText(file: string, place: string): Promise<string> {
  try {
    return await readText(file);
  } catch (problem) {
    const why = errorName(problem) === 'ENOENT' ? 'no such file' : reasonOf(problem);
    const fix = 'http_config_file of the address names a file with basic_auth or tls_config';
    throw fail('ROLLOUT_STATE', { directory: place, why: `${file}: ${why}`, fix }, {}, problem);
  }
}

const readText = async (file: string): Promise<string> => (await readBytes(file)).toString('utf8');

function userIn({ basic_auth: basic }: HttpConfig, texts: ConfigTexts): (() => Promise<User>) | undefined {
  if (!basic) return undefined;
  const { username, username_file, password, password_file } = basic;
  return async () => {
    try {
      return {
        name: (await texts.valueOrFile('basic_auth.username', username, username_file)) ?? '',
        password: (await texts.valueOrFile('basic_auth.password', password, password_file)) ?? '',
      };
    } catch (problem) {
      if (problem instanceof RolloutError) throw new Error(problem.diagnostics[0]!.message);
      throw problem;
    }
  };
}
