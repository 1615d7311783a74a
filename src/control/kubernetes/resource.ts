import { kubernetesFault } from './fault.ts';

/** One resource, or all of a namespace. */
export interface ResourceName {
  /** `v1`, `apps/v1`. */
  readonly apiVersion: string;
  /** In the plural, as `kubectl api-resources` has it: `configmaps`. */
  readonly resource: string;
  readonly namespace?: string;
  readonly name?: string;
}

interface Rule {
  readonly what: string;
  readonly pattern: RegExp;
  readonly max: number;
  readonly why: string;
}

const RULES: Readonly<Record<keyof ResourceName, Rule>> = {
  apiVersion: {
    what: 'version of an API',
    pattern: /^([a-z0-9]([a-z0-9.-]*[a-z0-9])?\/)?v[a-z0-9]+$/,
    max: 253,
    why: 'write v1, or GROUP/v1',
  },
  resource: {
    what: 'resource',
    pattern: /^[a-z][a-z0-9]*$/,
    max: 63,
    why: 'write the plural in lower case, as `kubectl api-resources` shows it',
  },
  namespace: {
    what: 'name of a namespace',
    pattern: /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/,
    max: 63,
    why: 'lower case letters, digits and hyphens, at most 63',
  },
  name: {
    what: 'name of a resource',
    pattern: /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/,
    max: 253,
    why: 'lower case letters, digits, hyphens and dots, at most 253',
  },
};

const KEYS = Object.keys(RULES) as (keyof ResourceName)[];

/** What is no name, and why. */
export interface NameFault {
  readonly key: keyof ResourceName;
  readonly what: string;
  readonly why: string;
}

export function nameFault(given: Partial<ResourceName>): NameFault | undefined {
  const key = KEYS.find((one) => given[one] !== undefined && !isName(given[one], RULES[one]));
  return key && { key, what: RULES[key].what, why: RULES[key].why };
}

const isName = (text: string, { pattern, max }: Rule): boolean => text.length <= max && pattern.test(text);

/** Throws KUBERNETES_NAME. */
export function resourcePath(given: ResourceName): string {
  const fault = nameFault(given);
  if (fault) throw kubernetesFault('KUBERNETES_NAME', { ...fault, name: given[fault.key]! });
  const { apiVersion, resource, namespace, name } = given;
  const parts = [rootOf(apiVersion), apiVersion];
  if (namespace !== undefined) parts.push('namespaces', namespace);
  parts.push(resource);
  if (name !== undefined) parts.push(name);
  return parts.join('/');
}

/** Only the oldest API has no group. */
function rootOf(apiVersion: string): string {
  if (apiVersion.includes('/')) return '/apis';
  return '/api';
}

/** `configmaps shop/flags` of a path, in two parts; a path of another form is the resource itself. */
export function resourceAt(path: string): { readonly resource: string; readonly name: string } {
  const [, group, namespace, resource, name] =
    /^\/api(?:s\/([^/]+))?\/[^/]+(?:\/namespaces\/([^/]+))?\/([^/]+)(?:\/([^/]+))?/.exec(path) ?? [];
  if (resource === undefined) return { resource: path, name: '' };
  return { resource: joined([resource, group], '.'), name: joined([namespace, name], '/') };
}

const joined = (parts: readonly (string | undefined)[], by: string): string =>
  parts.filter((part) => part !== undefined).join(by);
