import { fail } from '../../errors/rollout-error.ts';
import { fromPointer } from '../../text/pointer.ts';
import { isMapping } from '../../text/shape.ts';
import { shown } from '../kubernetes/fault.ts';
import type { World } from '../world.ts';
import type { Actuator } from './actuator.ts';
import type { ActuatorKind, ConfigFault } from './kind.ts';
import { checkNames, type ResourceKeys, resourceSchema, text } from './kubernetes/config.ts';
import type { Sight } from './kubernetes/editing.ts';
import { kubernetesActuator } from './kubernetes/kubernetes-actuator.ts';
import type { Operation, Resource } from './kubernetes/mark.ts';
import { decimalsSchema, roundDown } from './rounding.ts';

interface PatchConfig extends ResourceKeys {
  readonly api_version: string;
  /** In the plural. */
  readonly resource: string;
  readonly patch: readonly Operation[];
  /** JSON pointer of the percentage in force. */
  readonly read: string;
  readonly decimals?: number;
}

const pointer = (description: string): object => ({ ...text(description), pattern: '^(/([^~/]|~[01])+)+$' });

/** Any resource, by a JSON patch of the user's. */
export const patch: ActuatorKind<PatchConfig> = {
  kind: 'patch',
  summary:
    'Any resource of Kubernetes, changed by a JSON patch with {percentage} and {rest}; a kill tells 0.',
  schema: {
    properties: {
      ...resourceSchema,
      api_version: text('Version of its API: apps/v1.'),
      resource: text('The resource in the plural, as `kubectl api-resources` shows it.'),
      patch: {
        type: 'array',
        minItems: 1,
        description:
          'Operations of a JSON patch; in values {percentage} and {rest}, what is left to 100, are replaced.',
        items: {
          type: 'object',
          additionalProperties: false,
          required: ['op', 'path', 'value'],
          properties: {
            op: { enum: ['add', 'replace'], description: 'What is done.' },
            path: pointer('Where, as a JSON pointer: /spec/weight.'),
            value: { description: 'The new value.' },
          },
        },
      },
      read: pointer('Where the percentage in force stands, as a JSON pointer.'),
      decimals: { ...decimalsSchema, default: 0 },
    },
    required: ['api_version', 'resource', 'namespace', 'name', 'patch', 'read'],
  },
  check: checkPatch,
  resource: ({ api_version: apiVersion, resource, namespace, name }) => ({
    apiVersion,
    resource,
    namespace,
    name,
  }),
  open: openPatch,
};

function checkPatch({
  api_version: apiVersion,
  resource,
  namespace,
  name,
  patch: list,
}: PatchConfig): ConfigFault[] {
  const faults = checkNames({ apiVersion, resource, namespace, name });
  if (!JSON.stringify(list).includes('{percentage}'))
    faults.push({ path: 'patch', why: 'no value has {percentage}' });
  list.forEach(({ path }, i) => {
    if (path.endsWith('/-')) faults.push({ path: `patch[${i}].path`, why: 'each call would add one more' });
  });
  return faults;
}

function openPatch(config: PatchConfig, world: World): Actuator {
  const { api_version: apiVersion, resource, name, read, decimals = 0 } = config;
  const editing = {
    kind: 'patch',
    resource: { apiVersion, resource },
    part: read,
    flag: name,
    takesPassThrough: false,
    round: (percentage: number) => roundDown(percentage, decimals),
    look: (found: Resource) => look(found, config),
  };
  return kubernetesActuator(editing, config, world);
}

function look(resource: Resource, { patch: list, read, decimals = 0 }: PatchConfig): Sight {
  const percentage = percentageAt(resource, read);
  return {
    percentage: roundDown(percentage, decimals),
    edit: (decision) => {
      const rest = Number((100 - decision.percentage).toFixed(decimals));
      const values = { '{percentage}': decision.percentage, '{rest}': rest };
      checkPaths(resource, list);
      const tests = [...new Set([read, ...list.map(({ path }) => path)])].map((path) =>
        testOf(resource, path),
      );
      return [...tests, ...list.map((one) => ({ ...one, value: filled(one.value, values) }))];
    },
  };
}

function percentageAt(resource: Resource, path: string): number {
  const value = valueAt(resource, path);
  const percentage = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof percentage === 'number' && percentage >= 0 && percentage <= 100) return percentage;
  throw fail('KUBERNETES_PERCENTAGE', { pointer: path, value: shown(JSON.stringify(value) ?? 'nothing') });
}

/** The server says of a path that is not there what it says of a test that fails. Throws KUBERNETES_PATH. */
function checkPaths(resource: Resource, list: readonly Operation[]): void {
  list.forEach(({ op, path }, i) => {
    const needed = op === 'replace' ? path : path.slice(0, path.lastIndexOf('/'));
    const isMade = list.slice(0, i).some((earlier) => `${needed}/`.startsWith(`${earlier.path}/`));
    if (isMade || needed === '' || valueAt(resource, needed) !== undefined) return;
    throw fail('KUBERNETES_PATH', { op, path, pointer: needed });
  });
}

/** What was there is there still; where nothing was, nobody has written at all. */
function testOf(resource: Resource, path: string): Operation {
  const value = valueAt(resource, path);
  if (value !== undefined) return { op: 'test', path, value };
  return { op: 'test', path: '/metadata/resourceVersion', value: resource.metadata.resourceVersion };
}

function valueAt(resource: Resource, path: string): unknown {
  let value: unknown = resource;
  for (const key of fromPointer(path))
    value = Object.hasOwn(Object(value), key) ? Object(value)[key] : undefined;
  return value;
}

/** A text that is a template alone becomes a number. */
function filled(value: unknown, values: Readonly<Record<string, number>>): unknown {
  if (typeof value === 'string')
    return values[value] ?? value.replace(/\{(percentage|rest)\}/g, (one) => `${values[one]}`);
  if (Array.isArray(value)) return value.map((one) => filled(one, values));
  if (!isMapping(value)) return value;
  return Object.fromEntries(Object.entries(value as object).map(([key, one]) => [key, filled(one, values)]));
}
