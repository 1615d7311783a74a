import { egress, written } from '../written.ts';
import type { AutoScalerConfig } from './auto-scaler-config.ts';
import { decider } from './calculation.ts';

/** The scale there is, as the scaler reports it. */
export const ACTUAL = 'ACTUAL_SCALE';

/** Sets the desired scale, gives it and the actual one to the outside, and alerts where they differ. */
export function scaler(config: AutoScalerConfig): unknown[] {
  const { scaling_backend, scaling_parameters, dry_run, dry_run_config_key } = config;
  const { kubernetes_object_selector } = scaling_backend.kubernetes_replicas;
  return [
    written(
      'auto_scale.pod_scaler',
      { replicas: 'DESIRED_SCALE' },
      { actual_replicas: ACTUAL, configured_replicas: 'CONFIGURED_SCALE' },
      { kubernetes_object_selector, dry_run, dry_run_config_key },
    ),
    egress('actual_scale', ACTUAL),
    egress('configured_scale', 'CONFIGURED_SCALE'),
    egress('desired_scale', 'DESIRED_SCALE'),
    // A controller ties the two alerts this way round.
    ...alert('gt', 'DESIRED_SCALE_GREATER', scaling_parameters.scale_in_alerter),
    ...alert('lt', 'DESIRED_SCALE_LESS', scaling_parameters.scale_out_alerter),
  ];
}

const alert = (operator: string, output: string, parameters: object): unknown[] => [
  decider('DESIRED_SCALE', operator, ACTUAL, output),
  written('alerter', { signal: output }, {}, { parameters }),
];
