import { fail } from '../../errors/rollout-error.ts';
import { toPointer } from '../../text/pointer.ts';
import { shown } from '../kubernetes/fault.ts';
import type { World } from '../world.ts';
import type { Actuator } from './actuator.ts';
import { withKeys } from './flagd/flag-file.ts';
import type { ActuatorKind } from './kind.ts';
import { resourceIn, text } from './kubernetes/config.ts';
import type { Sight } from './kubernetes/editing.ts';
import { checkFlag, type FlagKeys, flagSchema, lookAtFlag, roundFlag } from './kubernetes/flag.ts';
import { kubernetesActuator } from './kubernetes/kubernetes-actuator.ts';
import type { Resource } from './kubernetes/mark.ts';

interface ConfigMapConfig extends FlagKeys {
  readonly key: string;
}

const RESOURCE = { apiVersion: 'v1', resource: 'configmaps' };

/** One flag of a file of flagd definitions that a ConfigMap holds. */
export const configMap: ActuatorKind<ConfigMapConfig> = {
  kind: 'config_map',
  summary: 'One flag of flagd definitions in a ConfigMap; all else in its text stays as it is.',
  schema: {
    properties: { ...flagSchema, key: text('Key of the ConfigMap that holds flag definitions, in JSON.') },
    required: ['namespace', 'name', 'key', 'flag'],
  },
  check: checkFlag,
  resource: resourceIn(RESOURCE),
  open: openConfigMap,
};

function openConfigMap(config: ConfigMapConfig, world: World): Actuator {
  const { flag, key } = config;
  const editing = {
    kind: 'config_map',
    resource: RESOURCE,
    part: `${key}/${flag}`,
    flag,
    takesPassThrough: true,
    round: roundFlag,
    look: (resource: Resource) => look(resource, config),
  };
  return kubernetesActuator(editing, config, world);
}

function look({ data, metadata }: Resource, config: ConfigMapConfig): Sight {
  const { key, flag, namespace } = config;
  const texts = (data ?? {}) as Readonly<Record<string, string>>;
  const json = texts[key];
  if (json === undefined) {
    const keys = shown(Object.keys(texts).join(', '));
    throw fail('KUBERNETES_KEY', { resource: 'ConfigMap', name: `${namespace}/${metadata.name}`, key, keys });
  }
  const path = toPointer(['data', key]);
  return lookAtFlag(config, {
    file: `ConfigMap ${namespace}/${metadata.name} ${key}`,
    text: json,
    edit: (_, changes) => [
      { op: 'test', path, value: json },
      { op: 'replace', path, value: withKeys(json, flag, changes) },
    ],
  });
}
