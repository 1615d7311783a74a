import { existsSync } from 'node:fs';
import { delimiter, dirname, join, resolve } from 'node:path';
import { readRegularFile } from '../../disk/bounded.ts';
import { errorName, reasonOf } from '../../disk/reasons.ts';
import type { Environment } from '../../prometheus/http/proxy.ts';
import type { TlsOptions } from '../../prometheus/http-config/tls.ts';
import { isMapping } from '../../text/shape.ts';
import { parseYaml } from '../../text/yaml.ts';
import { kubernetesFault } from './fault.ts';

/** Which server, and as whom; without any key as kubectl finds it, and in a pod its service account. */
export interface KubernetesPlace {
  /** File; relative to the working directory that is given beside it. */
  readonly kubeconfig?: string;
  readonly context?: string;
}

/** Of the process. */
export interface Surroundings {
  readonly env: Environment;
  readonly cwd: string;
}

export type Mapping = Readonly<Record<string, unknown>>;

/** A server, and who asks it. */
export interface Access {
  /** Without a slash at its end. */
  readonly server: string;
  readonly tls: TlsOptions;
  readonly proxyUrl: string | undefined;
  /** Of the context. */
  readonly namespace: string | undefined;
  /** The cluster and the user as they are written. */
  readonly cluster: Part;
  readonly user: Part;
}

/** A part of a file, whose relative paths begin at its directory. */
export interface Part {
  readonly value: Mapping;
  readonly directory: string;
}

/** Reads who asks which server. Throws KUBERNETES_CONFIG. */
export function readAccess(place: KubernetesPlace, surroundings: Surroundings): Access {
  const files = filesOf(place, surroundings);
  if (files.length > 0) return accessOf(files.flatMap(readConfig), place.context);
  const pod = podAccess(surroundings.env);
  if (pod) return pod;
  throw kubernetesFault('KUBERNETES_CONFIG', { why: 'there is no kubeconfig, and this is no pod' });
}

/** One that is named must be there; of the list of KUBECONFIG those that are. */
function filesOf({ kubeconfig }: KubernetesPlace, { env, cwd }: Surroundings): readonly string[] {
  if (kubeconfig !== undefined) return [resolve(cwd, kubeconfig)];
  const listed = (env.KUBECONFIG ?? '').split(delimiter).filter((file) => file !== '');
  const files = listed.length > 0 ? listed.map((file) => resolve(cwd, file)) : homeFile(env);
  const present = files.filter((file) => existsSync(file));
  if (present.length > 0) return present;
  return files.slice(0, listed.length);
}

function homeFile({ HOME }: Environment): readonly string[] {
  if (!HOME) return [];
  return [join(HOME, '.kube', 'config')];
}

const ROOT = '/var/run/secrets/kubernetes.io/serviceaccount';

function podAccess(env: Environment): Access | undefined {
  const { KUBERNETES_SERVICE_HOST: host, KUBERNETES_SERVICE_PORT: port = '443' } = env;
  if (!host) return undefined;
  const cluster = { value: { 'certificate-authority': 'ca.crt' }, directory: ROOT };
  const user = { value: { tokenFile: 'token' }, directory: ROOT };
  const named = host.includes(':') ? `[${host}]` : host;
  const namespace = textIn(join(ROOT, 'namespace')).trim();
  const server = `https://${named}:${port}`;
  return { server, tls: tlsOf(cluster, user), proxyUrl: undefined, namespace, cluster, user };
}

interface Config {
  readonly value: Mapping;
  readonly directory: string;
  readonly file: string;
}

function readConfig(file: string): Config[] {
  const text = textIn(file);
  if (text.trim() === '') return [];
  try {
    const { value } = parseYaml(text, file);
    if (isMapping(value)) return [{ value: value as Mapping, directory: dirname(file), file }];
  } catch {
    // Said below: the words of a parser may hold a line of the file.
  }
  throw configFault(`${file} is no kubeconfig`);
}

export const configFault = (why: string, fix?: string) => kubernetesFault('KUBERNETES_CONFIG', { why, fix });

/** Throws KUBERNETES_CONFIG. */
export function textIn(file: string): string {
  try {
    return readRegularFile(file);
  } catch (problem) {
    if (errorName(problem) === 'ENOENT') throw configFault(`${file}: no such file`);
    throw configFault(`${file}: ${reasonOf(problem)}`);
  }
}

/** Of several files the first that has a name says what it is, as kubectl reads them. */
function accessOf(configs: readonly Config[], given: string | undefined): Access {
  const name = given ?? configs.map(({ value }) => textAt(value, 'current-context')).find(Boolean);
  if (name === undefined)
    throw configFault(`${namesOf(configs)} has no current-context`, 'name one with context');
  const context = partOf(configs, 'context', name).value;
  const cluster = partOf(configs, 'cluster', textAt(context, 'cluster') ?? '');
  const user = partOf(configs, 'user', textAt(context, 'user') ?? '');
  const server = textAt(cluster.value, 'server')?.replace(/\/+$/, '') ?? '';
  if (!URL.canParse(server) || !/^https?:/.test(server))
    throw configFault(`the cluster of ${name} has no server that is a URL`);
  const proxyUrl = textAt(cluster.value, 'proxy-url');
  const namespace = textAt(context, 'namespace');
  return { server, tls: tlsOf(cluster, user), proxyUrl, namespace, cluster, user };
}

const namesOf = (configs: readonly Config[]): string =>
  configs.map(({ file }) => file).join(', ') || 'the kubeconfig';

function partOf(configs: readonly Config[], kind: 'context' | 'cluster' | 'user', name: string): Part {
  for (const { value, directory } of configs) {
    const entries = value[`${kind}s`];
    const found = Array.isArray(entries) && entries.find((one) => isMapping(one) && one.name === name);
    if (found && isMapping(found[kind])) return { value: found[kind], directory };
  }
  throw configFault(`${namesOf(configs)} has no ${kind} ${name}`, '`kubectl config view` shows what it has');
}

export function textAt(value: Mapping, key: string): string | undefined {
  const text = value[key];
  if (typeof text === 'string' && text !== '') return text;
  return undefined;
}

function tlsOf(cluster: Part, user: Part): TlsOptions {
  const options: TlsOptions = {
    ca: dataOf(cluster, 'certificate-authority'),
    cert: dataOf(user, 'client-certificate'),
    key: dataOf(user, 'client-key'),
    servername: textAt(cluster.value, 'tls-server-name'),
  };
  if (cluster.value['insecure-skip-tls-verify'] !== true) return options;
  return { ...options, rejectUnauthorized: false };
}

/** What stands in base64 beside the name of a file, or in the file. */
function dataOf({ value, directory }: Part, key: string): string | undefined {
  const data = textAt(value, `${key}-data`);
  if (data !== undefined) return Buffer.from(data, 'base64').toString('utf8');
  const file = textAt(value, key);
  return file && textIn(resolve(directory, file));
}
