import { fail } from '../../errors/rollout-error.ts';
import type { World } from '../world.ts';
import type { Actuator } from './actuator.ts';
import type { ActuatorKind, ConfigFault } from './kind.ts';
import { checkNames, type ResourceKeys, resourceIn, resourceSchema, text } from './kubernetes/config.ts';
import type { Sight } from './kubernetes/editing.ts';
import { kubernetesActuator } from './kubernetes/kubernetes-actuator.ts';
import type { Resource } from './kubernetes/mark.ts';
import { lookAtRule, managerOf } from './kubernetes/route.ts';
import { roundDown } from './rounding.ts';

interface HttpRouteConfig extends ResourceKeys {
  /** Place from 0 on. */
  readonly rule?: number;
  readonly feature: string;
  readonly stable: string;
}

interface RouteRule {
  readonly backendRefs?: readonly { readonly name: string; readonly weight?: number }[];
}

/** Weights are thousandths of a percent. */
const TOTAL = 100_000;
const DECIMALS = 3;
const RESOURCE = { apiVersion: 'gateway.networking.k8s.io/v1', resource: 'httproutes' };

/** Two weights of a rule of the Gateway API. */
export const httpRoute: ActuatorKind<HttpRouteConfig> = {
  kind: 'http_route',
  summary: 'Two weights of a rule of an HTTPRoute of the Gateway API, in thousandths of a percent.',
  schema: {
    properties: {
      ...resourceSchema,
      rule: { type: 'integer', minimum: 0, default: 0, description: 'Place of the rule, from 0 on.' },
      feature: text('Name of the backend with the feature.'),
      stable: text('Name of the backend without it.'),
    },
    required: ['namespace', 'name', 'feature', 'stable'],
  },
  check: checkHttpRoute,
  resource: resourceIn(RESOURCE),
  open: openHttpRoute,
};

function checkHttpRoute({ namespace, name, feature, stable }: HttpRouteConfig): ConfigFault[] {
  const same = feature === stable ? [{ path: 'stable', why: 'both backends are the same' }] : [];
  return [...checkNames({ namespace, name }), ...same];
}

const round = (percentage: number): number => roundDown(percentage, DECIMALS);

function openHttpRoute(config: HttpRouteConfig, world: World): Actuator {
  const { name, rule = 0 } = config;
  const editing = {
    kind: 'http_route',
    resource: RESOURCE,
    part: `${rule}`,
    flag: name,
    takesPassThrough: false,
    round,
    look: (resource: Resource) => look(resource, config),
  };
  return kubernetesActuator(editing, config, world);
}

function look(resource: Resource, { rule = 0, feature, stable }: HttpRouteConfig): Sight {
  const rules = (resource.spec as { rules?: readonly RouteRule[] })?.rules ?? [];
  const list = rules[rule]?.backendRefs;
  if (!list)
    throw fail('ROUTE_MISSING', {
      what: `rule ${rule} with backends`,
      has: `${rules.length} ${rules.length === 1 ? 'rule' : 'rules'}`,
      key: 'rule',
    });
  const destinations = list.map(({ name, weight = 1 }) => ({ name, weight }));
  const foreign = managerOf(resource, 'rules');
  const path = `/spec/rules/${rule}/backendRefs`;
  return lookAtRule({ path, list, destinations, feature, stable, total: TOTAL, foreign }, round);
}
