import type { Seconds } from '../../text/duration.ts';
import { ingress, written } from '../written.ts';
import type { Controller } from './auto-scaler-config.ts';
import { arithmetic, decider, oneOf, rounded } from './calculation.ts';
import { ACTUAL } from './scaler.ts';

/** Controller number `i` of those that scale out. */
export function scaleOut({ controller, alerter }: Controller, i: number): unknown[] {
  const { slope, max_gradient } = controller.gradient?.parameters ?? {
    slope: 1,
    max_gradient: Number.POSITIVE_INFINITY,
  };
  return [
    ...byGradient('SCALE_OUT', i, alerter, { slope, min_gradient: 1, max_gradient }),
    ...proposal('SCALE_OUT', i, 'gt'),
  ];
}

/** Controller number `i` of those that scale in. */
export function scaleIn({ controller, alerter }: Controller, i: number, interval: Seconds): unknown[] {
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

/** A share of the actual scale, at least 1, taken off for one tick in every period. */
function periodically(
  { period, scale_in_percentage }: NonNullable<Controller['controller']['periodic']>,
  i: number,
  interval: Seconds,
): unknown[] {
  const reduction = (stage: string) => `SCALE_IN_REDUCTION${stage}_${i}`;
  const [proposed, pulse] = [`SCALE_IN_PROPOSED_SCALE_${i}`, `SCALE_IN_PERIODIC_PULSE_${i}`];
  return [
    arithmetic(ACTUAL, 'mul', scale_in_percentage / 100, reduction('_PRE_CEIL')),
    oneOf('max', [1, reduction('_PRE_CEIL')], reduction('_PRE_CEIL_ADJUSTED')),
    rounded('ceil', reduction('_PRE_CEIL_ADJUSTED'), reduction('')),
    arithmetic(ACTUAL, 'sub', reduction(''), proposed),
    written('pulse_generator', {}, { output: pulse }, { true_for: interval, false_for: period }),
    written('switcher', { switch: pulse, on_signal: proposed }, { output: `SCALE_IN_OUTPUT_PRE_CEIL_${i}` }),
  ];
}

/** A controller's output counts only where it is beyond the actual scale. */
function proposal(way: string, i: number, operator: string): unknown[] {
  const [output, isBeyond] = [`${way}_OUTPUT_${i}`, `IS_${way}_${i}`];
  return [
    rounded('ceil', `${way}_OUTPUT_PRE_CEIL_${i}`, output),
    decider(output, operator, ACTUAL, isBeyond),
    written('switcher', { switch: isBeyond, on_signal: output }, { output: `${way}_${i}` }),
  ];
}
