import type { Seconds } from '../../text/duration.ts';
import { written } from '../written.ts';
import type { AutoScalerConfig } from './auto-scaler-config.ts';
import { arithmetic, decider, oneOf } from './calculation.ts';

/** From the proposals of so many controllers out and in to the desired scale: each is held for its cooldown. */
export function cooldowns(
  limits: AutoScalerConfig['scaling_parameters'],
  outs: number,
  ins: number,
): unknown[] {
  const { scale_out_cooldown, scale_in_cooldown, cooldown_override_percentage } = limits;
  return [
    oneOf('max', numbered('SCALE_OUT', outs), 'SCALE_OUT'),
    oneOf('max', numbered('SCALE_IN', ins), 'SCALE_IN'),
    hold('SCALE_OUT', 'SCALE_OUT_HOLD', scale_out_cooldown, 'IS_COOLDOWN_OVERRIDE'),
    hold('SCALE_OUT', 'SCALE_IN_COOLDOWN_OVERRIDE', scale_in_cooldown, 'IS_COOLDOWN_OVERRIDE'),
    arithmetic(
      'SCALE_OUT_HOLD',
      'mul',
      cooldown_override_percentage / 100 + 1,
      'COOLDOWN_OVERRIDE_THRESHOLD',
    ),
    decider('SCALE_OUT', 'gt', 'COOLDOWN_OVERRIDE_THRESHOLD', 'IS_COOLDOWN_OVERRIDE'),
    hold('SCALE_IN', 'SCALE_IN_HOLD', scale_in_cooldown),
    ...desired(),
  ];
}

/** What is held, within the limits of a step. */
const desired = (): unknown[] => [
  oneOf('first_valid', ['SCALE_IN_COOLDOWN_OVERRIDE', 'SCALE_IN_HOLD'], 'SCALE_IN_OR_OUT_HOLD'),
  oneOf('first_valid', ['SCALE_OUT_HOLD', 'SCALE_IN_HOLD'], 'SCALE_OUT_OR_IN_HOLD'),
  oneOf('max', ['SCALE_OUT_OR_IN_HOLD', 'SCALE_IN_OR_OUT_HOLD'], 'DESIRED_SCALE_PRE_MAX'),
  oneOf('max', ['DESIRED_SCALE_PRE_MAX', 'MIN_DESIRED_SCALE'], 'DESIRED_SCALE_PRE_MIN'),
  oneOf('min', ['DESIRED_SCALE_PRE_MIN', 'MAX_DESIRED_SCALE'], 'DESIRED_SCALE'),
];

const numbered = (way: string, count: number): string[] =>
  Array.from({ length: count }, (_, i) => `${way}_${i}`);

const hold = (input: string, output: string, hold_for: Seconds, reset?: string): unknown =>
  written('holder', { input, ...(reset && { reset }) }, { output }, { hold_for });
