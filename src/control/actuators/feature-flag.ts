import { toPointer } from '../../text/pointer.ts';
import type { World } from '../world.ts';
import type { Actuator } from './actuator.ts';
import type { ActuatorKind } from './kind.ts';
import { resourceIn } from './kubernetes/config.ts';
import type { Sight } from './kubernetes/editing.ts';
import { checkFlag, type FlagKeys, flagSchema, lookAtFlag, roundFlag } from './kubernetes/flag.ts';
import { kubernetesActuator } from './kubernetes/kubernetes-actuator.ts';
import type { Operation, Resource } from './kubernetes/mark.ts';

const RESOURCE = { apiVersion: 'core.openfeature.dev/v1beta1', resource: 'featureflags' };

/** One flag of a resource of the OpenFeature operator. */
export const featureFlag: ActuatorKind<FlagKeys> = {
  kind: 'feature_flag',
  summary: 'One flag of a FeatureFlag of the OpenFeature operator, defined as flagd reads it.',
  schema: { properties: flagSchema, required: ['namespace', 'name', 'flag'] },
  check: checkFlag,
  resource: resourceIn(RESOURCE),
  open: openFeatureFlag,
};

function openFeatureFlag(config: FlagKeys, world: World): Actuator {
  const { flag } = config;
  const editing = {
    kind: 'feature_flag',
    resource: RESOURCE,
    part: flag,
    flag,
    takesPassThrough: true,
    round: roundFlag,
    look: (resource: Resource) => look(resource, config),
  };
  return kubernetesActuator(editing, config, world);
}

function look({ spec, metadata }: Resource, config: FlagKeys): Sight {
  const path = toPointer(['spec', 'flagSpec', 'flags', config.flag]);
  return lookAtFlag(config, {
    file: `FeatureFlag ${config.namespace}/${metadata.name}`,
    text: JSON.stringify((spec as { flagSpec?: object })?.flagSpec ?? {}),
    edit: ({ flag }, changes) => [
      { op: 'test', path, value: flag },
      ...Object.entries(changes).map(
        ([key, value]): Operation => ({ op: 'add', path: `${path}/${key}`, value }),
      ),
    ],
  });
}
