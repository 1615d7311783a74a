import type { Seconds } from '../text/duration.ts';
import type { RawPort, RawPorts } from './component.ts';
import type { KubernetesObject } from './kinds/pod-scaler.ts';
import { egress, ingress, written } from './ports.ts';

interface Controller {
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

/** An auto scaler's config, settled. */
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

const ACTUAL = 'ACTUAL_SCALE';

/** The circuit an auto scaler stands for: step limits, controllers, cooldowns, then the scaler itself. */
export function scalingCircuit(config: AutoScalerConfig, interval: Seconds): unknown[] {
  const { max_scale_in_percentage, max_scale_out_percentage } = config.scaling_parameters;
  const { min_replicas, max_replicas } = config.scaling_backend.kubernetes_replicas;
  const [least, most] = [Number(min_replicas), Number(max_replicas)];
  const outs = config.scale_out_controllers ?? [];
  const ins = config.scale_in_controllers ?? [];
  return [
    ...stepLimit('MAX_SCALE_IN', max_scale_in_percentage, 'sub', 'MIN_DESIRED_SCALE', [
      ['max', least, 'MIN'],
      ['min', most],
    ]),
    ...stepLimit('MAX_SCALE_OUT', max_scale_out_percentage, 'add', 'MAX_DESIRED_SCALE', [
      ['min', most, 'MAX'],
      ['max', least],
    ]),
    ...ins.flatMap((controller, i) => scaleIn(controller, i, interval)),
    ...outs.flatMap(scaleOut),
    ...cooldowns(config, outs.length, ins.length),
    ...scaler(config),
  ];
}

type Bound = readonly ['min' | 'max', number, string?];

/** The farthest scale one step may lead to: a share of the actual scale, at least 1, within the bounds. */
function stepLimit(
  step: string,
  percentage: number,
  operator: string,
  scale: string,
  [first, second]: readonly [Bound, Bound],
): unknown[] {
  const bounded = `${scale}_POST_${first[2]}_SCALE`;
  return [
    written(
      'arithmetic_combinator',
      { lhs: percentage / 100, rhs: ACTUAL },
      { output: `${step}_PRE_FLOOR` },
      { operator: 'mul' },
    ),
    written(
      'unary_operator',
      { input: `${step}_PRE_FLOOR` },
      { output: `${step}_PRE_CONSTRAINT` },
      { operator: 'floor' },
    ),
    written('max', { inputs: [`${step}_PRE_CONSTRAINT`, 1] }, { output: step }),
    written(
      'arithmetic_combinator',
      { lhs: ACTUAL, rhs: step },
      { output: `${scale}_PRE_CONSTRAINT` },
      { operator },
    ),
    written(first[0], { inputs: [`${scale}_PRE_CONSTRAINT`, first[1]] }, { output: bounded }),
    written(second[0], { inputs: [bounded, second[1]] }, { output: scale }),
  ];
}

function scaleOut({ controller, alerter }: Controller, i: number): unknown[] {
  const { slope, max_gradient } = controller.gradient?.parameters ?? {
    slope: 1,
    max_gradient: Number.POSITIVE_INFINITY,
  };
  return [
    ...byGradient('SCALE_OUT', i, alerter, { slope, min_gradient: 1, max_gradient }),
    ...proposal('SCALE_OUT', i, 'gt'),
  ];
}

function scaleIn({ controller, alerter }: Controller, i: number, interval: Seconds): unknown[] {
  const { slope, min_gradient } = controller.gradient?.parameters ?? {
    slope: 1,
    min_gradient: Number.NEGATIVE_INFINITY,
  };
  const decide = controller.periodic
    ? periodically(controller.periodic, i, interval)
    : byGradient('SCALE_IN', i, alerter, { slope, min_gradient, max_gradient: 1 });
  return [...decide, ...proposal('SCALE_IN', i, 'lt')];
}

function byGradient(way: string, i: number, alerter: object, parameters: object): unknown[] {
  const [signal, setpoint] = [`${way}_SIGNAL_${i}`, `${way}_SETPOINT_${i}`];
  return [
    written('alerter', { signal: setpoint }, {}, { parameters: alerter }),
    ingress(signal.toLowerCase(), signal),
    ingress(setpoint.toLowerCase(), setpoint),
    written(
      'gradient_controller',
      { signal, setpoint, control_variable: ACTUAL },
      { output: `${way}_OUTPUT_PRE_CEIL_${i}` },
      { parameters },
    ),
  ];
}

function periodically(
  { period, scale_in_percentage }: { period: Seconds; scale_in_percentage: number },
  i: number,
  interval: Seconds,
): unknown[] {
  const [reduction, proposed, pulse] = [
    `SCALE_IN_REDUCTION`,
    `SCALE_IN_PROPOSED_SCALE_${i}`,
    `SCALE_IN_PERIODIC_PULSE_${i}`,
  ];
  return [
    written(
      'arithmetic_combinator',
      { lhs: ACTUAL, rhs: scale_in_percentage / 100 },
      { output: `${reduction}_PRE_CEIL_${i}` },
      { operator: 'mul' },
    ),
    written(
      'max',
      { inputs: [1, `${reduction}_PRE_CEIL_${i}`] },
      { output: `${reduction}_PRE_CEIL_ADJUSTED_${i}` },
    ),
    written(
      'unary_operator',
      { input: `${reduction}_PRE_CEIL_ADJUSTED_${i}` },
      { output: `${reduction}_${i}` },
      { operator: 'ceil' },
    ),
    written(
      'arithmetic_combinator',
      { lhs: ACTUAL, rhs: `${reduction}_${i}` },
      { output: proposed },
      { operator: 'sub' },
    ),
    written('pulse_generator', {}, { output: pulse }, { true_for: interval, false_for: period }),
    written('switcher', { switch: pulse, on_signal: proposed }, { output: `SCALE_IN_OUTPUT_PRE_CEIL_${i}` }),
  ];
}

/** A controller's output counts only where it is beyond the actual scale. */
function proposal(way: string, i: number, operator: string): unknown[] {
  return [
    written(
      'unary_operator',
      { input: `${way}_OUTPUT_PRE_CEIL_${i}` },
      { output: `${way}_OUTPUT_${i}` },
      { operator: 'ceil' },
    ),
    written(
      'decider',
      { lhs: `${way}_OUTPUT_${i}`, rhs: ACTUAL },
      { output: `IS_${way}_${i}` },
      { operator },
    ),
    written(
      'switcher',
      { switch: `IS_${way}_${i}`, on_signal: `${way}_OUTPUT_${i}` },
      { output: `${way}_${i}` },
    ),
  ];
}

function cooldowns({ scaling_parameters: limits }: AutoScalerConfig, outs: number, ins: number): unknown[] {
  const numbered = (way: string, count: number) => Array.from({ length: count }, (_, i) => `${way}_${i}`);
  const hold = (input: string, output: string, hold_for: Seconds, reset?: string) =>
    written('holder', { input, ...(reset && { reset }) }, { output }, { hold_for });
  return [
    written('max', { inputs: numbered('SCALE_OUT', outs) }, { output: 'SCALE_OUT' }),
    written('max', { inputs: numbered('SCALE_IN', ins) }, { output: 'SCALE_IN' }),
    hold('SCALE_OUT', 'SCALE_OUT_HOLD', limits.scale_out_cooldown, 'IS_COOLDOWN_OVERRIDE'),
    hold('SCALE_OUT', 'SCALE_IN_COOLDOWN_OVERRIDE', limits.scale_in_cooldown, 'IS_COOLDOWN_OVERRIDE'),
    written(
      'arithmetic_combinator',
      { lhs: 'SCALE_OUT_HOLD', rhs: limits.cooldown_override_percentage / 100 + 1 },
      {
        output: 'COOLDOWN_OVERRIDE_THRESHOLD',
      },
      { operator: 'mul' },
    ),
    written(
      'decider',
      { lhs: 'SCALE_OUT', rhs: 'COOLDOWN_OVERRIDE_THRESHOLD' },
      { output: 'IS_COOLDOWN_OVERRIDE' },
      { operator: 'gt' },
    ),
    hold('SCALE_IN', 'SCALE_IN_HOLD', limits.scale_in_cooldown),
    written(
      'first_valid',
      { inputs: ['SCALE_IN_COOLDOWN_OVERRIDE', 'SCALE_IN_HOLD'] },
      { output: 'SCALE_IN_OR_OUT_HOLD' },
    ),
    written(
      'first_valid',
      { inputs: ['SCALE_OUT_HOLD', 'SCALE_IN_HOLD'] },
      { output: 'SCALE_OUT_OR_IN_HOLD' },
    ),
    written(
      'max',
      { inputs: ['SCALE_OUT_OR_IN_HOLD', 'SCALE_IN_OR_OUT_HOLD'] },
      { output: 'DESIRED_SCALE_PRE_MAX' },
    ),
    written(
      'max',
      { inputs: ['DESIRED_SCALE_PRE_MAX', 'MIN_DESIRED_SCALE'] },
      { output: 'DESIRED_SCALE_PRE_MIN' },
    ),
    written('min', { inputs: ['DESIRED_SCALE_PRE_MIN', 'MAX_DESIRED_SCALE'] }, { output: 'DESIRED_SCALE' }),
  ];
}

function scaler({
  scaling_backend,
  scaling_parameters,
  dry_run,
  dry_run_config_key,
}: AutoScalerConfig): unknown[] {
  const { kubernetes_object_selector } = scaling_backend.kubernetes_replicas;
  const alert = (operator: string, output: string, parameters: object) => [
    written('decider', { lhs: 'DESIRED_SCALE', rhs: ACTUAL }, { output }, { operator }),
    written('alerter', { signal: output }, {}, { parameters }),
  ];
  return [
    written(
      'auto_scale.pod_scaler',
      { replicas: 'DESIRED_SCALE' },
      { actual_replicas: ACTUAL, configured_replicas: 'CONFIGURED_SCALE' },
      {
        kubernetes_object_selector,
        dry_run,
        dry_run_config_key,
      },
    ),
    egress('actual_scale', ACTUAL),
    egress('configured_scale', 'CONFIGURED_SCALE'),
    egress('desired_scale', 'DESIRED_SCALE'),
    // A controller ties the two alerts this way round.
    ...alert('gt', 'DESIRED_SCALE_GREATER', scaling_parameters.scale_in_alerter),
    ...alert('lt', 'DESIRED_SCALE_LESS', scaling_parameters.scale_out_alerter),
  ];
}
