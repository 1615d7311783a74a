import { composite } from '../kind.ts';
import { flag, object, ref, text } from '../schema/config-schema.ts';
import { egress, ingress, unlessDryRun, written } from '../written.ts';

/** What is scaled, in a cluster. */
export interface KubernetesObject {
  readonly agent_group: string;
  readonly namespace: string;
  readonly api_version: string;
  readonly kind: string;
  readonly name: string;
}

export interface PodScalerConfig {
  readonly kubernetes_object_selector: KubernetesObject;
  readonly dry_run: boolean;
  readonly dry_run_config_key?: string;
}

/** Which object is scaled; both scalers take it. */
export const kubernetesObjectSelector = object(
  'The object that is scaled.',
  {
    agent_group: text('The group of agents.', { default: 'default' }),
    namespace: text('Its namespace.', { minLength: 1 }),
    api_version: text('Its API version, such as `apps/v1`.', { minLength: 1 }),
    kind: text('Its kind, such as `Deployment`.', { minLength: 1 }),
    name: text('Its name.', { minLength: 1 }),
  },
  ['namespace', 'api_version', 'kind', 'name'],
);

/** Sets the number of replicas of an object, and reports it. */
export const podScaler = composite<PodScalerConfig>({
  kind: 'pod_scaler',
  group: 'auto_scale',
  unsupported: true,
  name: 'PodScaler',
  summary: 'Sets and reports the number of replicas of an object.',
  in: { replicas: 'one' },
  out: { actual_replicas: 'one', configured_replicas: 'one' },
  config: {
    kubernetes_object_selector: ref('KubernetesObjectSelector'),
    dry_run: flag('Decides without scaling.', { default: false }),
    dry_run_config_key: text('The key of the dynamic configuration that replaces dry_run.'),
  },
  needs: ['kubernetes_object_selector'],
  label: ({ kubernetes_object_selector: { agent_group, namespace, api_version, kind, name } }) =>
    [agent_group, namespace, api_version, kind, name].join('/'),
  expand: ({ kubernetes_object_selector: { agent_group }, dry_run, dry_run_config_key }) => [
    ...unlessDryRun({ dry_run, dry_run_config_key }, 'REPLICAS_INPUT', 'REPLICAS'),
    written('auto_scale.pod_scale_actuator', { replicas: 'REPLICAS' }, {}, { agent_group }),
    written(
      'auto_scale.pod_scale_reporter',
      {},
      { actual_replicas: 'ACTUAL_REPLICAS', configured_replicas: 'CONFIGURED_REPLICAS' },
      {
        agent_group,
      },
    ),
    ingress('replicas', 'REPLICAS_INPUT'),
    egress('actual_replicas', 'ACTUAL_REPLICAS'),
    egress('configured_replicas', 'CONFIGURED_REPLICAS'),
  ],
});
