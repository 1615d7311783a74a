import type { Seconds } from '../../text/duration.ts';
import type { KubernetesObject } from '../kinds/pod-scaler.ts';
import type { RawPort, RawPorts } from '../ports.ts';

/** What makes it larger or smaller: by the ratio of a signal to its setpoint, or by the clock (in only). */
export interface Controller {
  readonly controller: {
    readonly gradient?: {
      readonly in_ports?: Readonly<Record<string, RawPort>>;
      readonly parameters?: {
        readonly slope: number;
        readonly min_gradient?: number;
        readonly max_gradient?: number;
      };
    };
    readonly periodic?: { readonly period: Seconds; readonly scale_in_percentage: number };
  };
  readonly alerter: object;
}

/** An auto scaler's config, normalised. */
export interface AutoScalerConfig {
  readonly scaling_backend: {
    readonly kubernetes_replicas: {
      readonly kubernetes_object_selector: KubernetesObject;
      readonly min_replicas: number | string;
      readonly max_replicas: number | string;
      readonly out_ports?: RawPorts['out'];
    };
  };
  readonly scale_out_controllers?: readonly Controller[];
  readonly scale_in_controllers?: readonly Controller[];
  readonly scaling_parameters: {
    readonly max_scale_out_percentage: number;
    readonly max_scale_in_percentage: number;
    readonly scale_out_cooldown: Seconds;
    readonly scale_in_cooldown: Seconds;
    readonly cooldown_override_percentage: number;
    readonly scale_out_alerter: object;
    readonly scale_in_alerter: object;
  };
  readonly dry_run: boolean;
  readonly dry_run_config_key?: string;
}
