import { fail } from '../../errors/rollout-error.ts';
import { shown } from '../kubernetes/fault.ts';
import type { World } from '../world.ts';
import type { Actuator } from './actuator.ts';
import type { ActuatorKind, ConfigFault } from './kind.ts';
import { checkNames, type ResourceKeys, resourceIn, resourceSchema, text } from './kubernetes/config.ts';
import type { Sight } from './kubernetes/editing.ts';
import { kubernetesActuator } from './kubernetes/kubernetes-actuator.ts';
import type { Resource } from './kubernetes/mark.ts';
import { lookAtRule, managerOf, otherSum, sumOf } from './kubernetes/route.ts';
import { roundDown } from './rounding.ts';

/** Of a route. */
interface Destination {
  readonly host: string;
  readonly subset?: string;
}

interface VirtualServiceConfig extends ResourceKeys {
  /** Its name, or its place from 0 on. */
  readonly route?: string | number;
  /** HOST, or HOST/SUBSET. */
  readonly feature: string;
  readonly stable: string;
}

interface HttpRoute {
  readonly name?: string;
  readonly route?: readonly { readonly destination?: Destination; readonly weight?: number }[];
}

const TOTAL = 100;
const RESOURCE = { apiVersion: 'networking.istio.io/v1', resource: 'virtualservices' };

/** Two weights of a route of Istio. */
export const virtualService: ActuatorKind<VirtualServiceConfig> = {
  kind: 'virtual_service',
  summary: 'Two weights of an HTTP route of a VirtualService of Istio; whole percents, rounded down.',
  schema: {
    properties: {
      ...resourceSchema,
      route: {
        anyOf: [
          { type: 'string', minLength: 1 },
          { type: 'integer', minimum: 0 },
        ],
        default: 0,
        description: 'Name of the HTTP route, or its place from 0 on.',
      },
      feature: text('Destination with the feature: HOST, or HOST/SUBSET.'),
      stable: text('Destination without it: HOST, or HOST/SUBSET.'),
    },
    required: ['namespace', 'name', 'feature', 'stable'],
  },
  check: checkVirtualService,
  resource: resourceIn(RESOURCE),
  open: openVirtualService,
};

const nameOf = ({ host, subset }: Destination): string => (subset === undefined ? host : `${host}/${subset}`);

function checkVirtualService({ namespace, name, feature, stable }: VirtualServiceConfig): ConfigFault[] {
  const same = feature === stable ? [{ path: 'stable', why: 'both destinations are the same' }] : [];
  return [...checkNames({ namespace, name }), ...same];
}

const round = (percentage: number): number => roundDown(percentage, 0);

function openVirtualService(config: VirtualServiceConfig, world: World): Actuator {
  const { name, route = 0 } = config;
  const editing = {
    kind: 'virtual_service',
    resource: RESOURCE,
    part: `${route}`,
    flag: name,
    takesPassThrough: false,
    round,
    look: (resource: Resource) => look(resource, config),
  };
  return kubernetesActuator(editing, config, world);
}

/** Those without a name by their places. */
const namesOf = (routes: readonly HttpRoute[]): string =>
  shown(routes.map(({ name }, i) => name ?? `${i}`).join(', ')) || 'none';

function look(resource: Resource, { route = 0, feature, stable }: VirtualServiceConfig): Sight {
  const routes = ((resource.spec as { http?: readonly HttpRoute[] })?.http ?? []) as readonly HttpRoute[];
  const at = typeof route === 'number' ? route : routes.findIndex(({ name }) => name === route);
  const list = routes[at]?.route;
  if (!list) throw fail('ROUTE_MISSING', { what: `HTTP route ${route}`, has: namesOf(routes), key: 'route' });
  const destinations = list.map(({ destination, weight }) => ({
    name: destination ? nameOf(destination) : '',
    weight: weight ?? 0,
  }));
  const sum = sumOf(destinations);
  const foreign = managerOf(resource, 'http') ?? (sum === TOTAL ? undefined : otherSum(sum, TOTAL));
  const path = `/spec/http/${at}/route`;
  return lookAtRule({ path, list, destinations, feature, stable, total: TOTAL, foreign }, round);
}
