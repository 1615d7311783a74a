import { egress, written } from '../written.ts';
import type { AutoScalerConfig } from './auto-scaler-config.ts';
import { decider } from './calculation.ts';

/** The scale there is, and the one that is asked for, as the scaler reports them. */
export const ACTUAL = 'ACTUAL_SCALE';
export const CONFIGURED = 'CONFIGURED_SCALE';

/**
 * Sets the desired scale, gives the scales to the outside, and alerts where the desired one is not the
 * configured one.
 */
export function scaler(config: AutoScalerConfig): unknown[] {
  const { scaling_backend, scaling_parameters, dry_run, dry_run_config_key } = config;
  const { kubernetes_object_selector } = scaling_backend.kubernetes_replicas;
  return [
    written(
      'auto_scale.pod_scaler',
      { replicas: 'DESIRED_SCALE' },
      { actual_replicas: ACTUAL, configured_replicas: CONFIGURED },
      { kubernetes_object_selector, dry_run, dry_run_config_key },
    ),
    egress('actual_scale', ACTUAL),
    egress('configured_scale', CONFIGURED),
    egress('desired_scale', 'DESIRED_SCALE'),
    ...alert('gt', 'DESIRED_SCALE_GREATER', scaling_parameters.scale_out_alerter),
    ...alert('lt', 'DESIRED_SCALE_LESSER', scaling_parameters.scale_in_alerter),
  ];
}

const alert = (operator: string, output: string, parameters: object): unknown[] => [
  decider('DESIRED_SCALE', operator, CONFIGURED, output),
  written('alerter', { signal: output }, {}, { parameters }),
];
