import type { World } from '../../world.ts';
import type { Actuator, Call } from '../actuator.ts';
import type { ResourceKeys } from './config.ts';
import type { Editing } from './editing.ts';

/** The client is read on the first call: a kill of other targets does without it. */
export function kubernetesActuator(editing: Editing, config: ResourceKeys, world: World): Actuator {
  const { namespace, name } = config;
  const { kind, part, flag, round } = editing;
  const { apiVersion, resource } = editing.resource;
  const told = async (call: Call) => {
    const { Told } = await import('./told.ts');
    return new Told(editing, config, { world, call });
  };
  const at = `${config.context ?? config.kubeconfig ?? 'current'}/${namespace}/${name}`;
  return {
    kind,
    target: `${kind} ${kind === 'patch' ? `${apiVersion}/${resource}/` : ''}${at} ${part}`.trim(),
    flag,
    isFencing: true,
    isComparing: true,
    round,
    apply: async (decision, call) => {
      const percentage = decision.killed ? 0 : round(decision.percentage);
      return (await told(call)).tell({ ...decision, percentage });
    },
    read: async (call) => (await told(call)).read(),
    rehearse: async (call, use) => (await told(call)).rehearse(use),
  };
}
