import type { Seconds } from '../../text/duration.ts';
import { written } from '../written.ts';
import type { AutoScalerConfig } from './auto-scaler-config.ts';
import { arithmetic, decider, oneOf, switched } from './calculation.ts';
import { ACTUAL, CONFIGURED } from './scaler.ts';

/**
 * From the proposals of so many controllers out and in to the desired scale: an intent is held for its
 * cooldown, and one to scale in counts only while none to scale out is held.
 */
export function cooldowns(
  limits: AutoScalerConfig['scaling_parameters'],
  outs: number,
  ins: number,
): unknown[] {
  const { scale_out_cooldown, scale_in_cooldown, cooldown_override_percentage } = limits;
  const threshold = cooldown_override_percentage / 100 + 1;
  return [
    ...intent('SCALE_OUT', outs, 'gt'),
    ...intent('SCALE_IN', ins, 'lt'),
    arithmetic('SCALE_OUT_INTENT_HOLD', 'mul', threshold, 'COOLDOWN_OVERRIDE_THRESHOLD'),
    decider('SCALE_OUT_INTENT', 'gt', 'COOLDOWN_OVERRIDE_THRESHOLD', 'IS_COOLDOWN_OVERRIDE'),
    hold('SCALE_OUT_INTENT', scale_out_cooldown, 'IS_COOLDOWN_OVERRIDE'),
    written(
      'switcher',
      { switch: 'SCALE_OUT_INTENT_HOLD', on_signal: Number.NaN, off_signal: 'SCALE_IN_INTENT' },
      { output: 'SCALE_IN_ONLY_INTENT' },
    ),
    hold('SCALE_IN_ONLY_INTENT', scale_in_cooldown, 'SCALE_OUT_INTENT_HOLD'),
    ...beyond('SCALE_OUT', 'gt'),
    ...beyond('SCALE_IN_ONLY', 'lt'),
    ...desired(),
  ];
}

/** The greatest proposal of one way, where it is beyond the actual scale. */
function intent(way: string, count: number, operator: string): unknown[] {
  const proposals = Array.from({ length: count }, (_, i) => `${way}_${i}`);
  return [
    oneOf('max', proposals, `${way}_MAX`),
    decider(`${way}_MAX`, operator, ACTUAL, `IS_${way}_INTENT`),
    switched(`IS_${way}_INTENT`, `${way}_MAX`, `${way}_INTENT`),
  ];
}

const hold = (input: string, hold_for: Seconds, reset: string): unknown =>
  written('holder', { input, reset }, { output: `${input}_HOLD` }, { hold_for });

/** A held intent, where it is beyond the configured scale. */
const beyond = (way: string, operator: string): unknown[] => [
  decider(`${way}_INTENT_HOLD`, operator, CONFIGURED, `IS_${way}`),
  switched(`IS_${way}`, `${way}_INTENT_HOLD`, way),
];

/** One of the two, within the limits of a step. */
const desired = (): unknown[] => [
  oneOf('first_valid', ['SCALE_OUT', 'SCALE_IN_ONLY'], 'DESIRED_SCALE_PRE_MAX'),
  oneOf('max', ['DESIRED_SCALE_PRE_MAX', 'MIN_DESIRED_SCALE'], 'DESIRED_SCALE_PRE_MIN'),
  oneOf('min', ['DESIRED_SCALE_PRE_MIN', 'MAX_DESIRED_SCALE'], 'DESIRED_SCALE'),
];
