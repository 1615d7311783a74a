import type { Seconds } from '../../text/duration.ts';
import type { AutoScalerConfig } from './auto-scaler-config.ts';
import { scaleIn, scaleOut } from './controllers.ts';
import { cooldowns } from './cooldowns.ts';
import { scaler } from './scaler.ts';
import { stepLimit } from './step-limit.ts';

/** The circuit an auto scaler stands for: step limits, controllers, cooldowns, then the scaler itself. */
export function scalingCircuit(config: AutoScalerConfig, interval: Seconds): unknown[] {
  const {
    scaling_parameters: limits,
    scale_out_controllers: outs = [],
    scale_in_controllers: ins = [],
  } = config;
  const { min_replicas, max_replicas } = config.scaling_backend.kubernetes_replicas;
  const least = ['max', Number(min_replicas)] as const;
  const most = ['min', Number(max_replicas)] as const;
  const [stepIn, stepOut] = [
    { step: 'MAX_SCALE_IN', scale: 'MIN_DESIRED_SCALE', operator: 'sub', bounds: [least, most] },
    { step: 'MAX_SCALE_OUT', scale: 'MAX_DESIRED_SCALE', operator: 'add', bounds: [most, least] },
  ] as const;
  return [
    ...stepLimit(limits.max_scale_in_percentage, stepIn),
    ...stepLimit(limits.max_scale_out_percentage, stepOut),
    ...ins.flatMap((controller, i) => scaleIn(controller, i, interval)),
    ...outs.flatMap(scaleOut),
    ...cooldowns(limits, outs.length, ins.length),
    ...scaler(config),
  ];
}
