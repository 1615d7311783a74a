import type { Seconds } from '../../text/duration.ts';
import { ingress, written } from '../written.ts';
import type { Controller } from './auto-scaler-config.ts';
import { arithmetic, oneOf, rounded, switched } from './calculation.ts';
import { ACTUAL } from './scaler.ts';

/** Controller number `i` of those that scale out. */
export function scaleOut({ controller, alerter }: Controller, i: number): unknown[] {
  const { slope, max_gradient } = controller.gradient?.parameters ?? {
    slope: 1,
    max_gradient: Number.POSITIVE_INFINITY,
  };
  return [
    ...byGradient('SCALE_OUT', i, { slope, min_gradient: 1, max_gradient }),
    ...proposal('SCALE_OUT', i, alerter),
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
    : byGradient('SCALE_IN', i, { slope, min_gradient, max_gradient: 1 });
  return [...decide, ...proposal('SCALE_IN', i, alerter)];
}

function byGradient(way: string, i: number, parameters: object): unknown[] {
  const [signal, setpoint] = [`${way}_SIGNAL_${i}`, `${way}_SETPOINT_${i}`];
  return [
    ingress(signal.toLowerCase(), signal),
    ingress(setpoint.toLowerCase(), setpoint),
    written(
      'gradient_controller',
      { signal, setpoint, control_variable: ACTUAL },
      { output: `${way}_PRE_CEIL_${i}` },
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
    switched(pulse, proposed, `SCALE_IN_PRE_CEIL_${i}`),
  ];
}

/**
 * What a controller proposes, in whole replicas; the actual scale while it says nothing. Its alerter reads
 * that.
 */
function proposal(way: string, i: number, alerter: object): unknown[] {
  const [given, filled, proposed] = [
    `${way}_PRE_CEIL_${i}`,
    `${way}_PRE_CEIL_FIRST_VALID_${i}`,
    `${way}_${i}`,
  ];
  return [
    oneOf('first_valid', [given, ACTUAL], filled),
    rounded('ceil', filled, proposed),
    written('alerter', { signal: proposed }, {}, { parameters: alerter }),
  ];
}
