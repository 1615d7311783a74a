import type { Seconds } from '../../text/duration.ts';
import { leaf } from '../kind.ts';
import { isInvalid } from '../reading.ts';
import { duration, flag, number, object, ref } from '../schema/config-schema.ts';

export interface EmaConfig {
  readonly parameters: {
    readonly ema_window: Seconds;
    readonly warmup_window: Seconds;
    readonly correction_factor_on_min_envelope_violation: number;
    readonly correction_factor_on_max_envelope_violation: number;
    readonly valid_during_warmup: boolean;
  };
}

/** The parameters of an average; blueprints take them as they are. */
export const emaParameters = object(
  'How an exponential moving average is made.',
  {
    ema_window: duration('The window of the average.'),
    warmup_window: duration('How long plain means are gathered before the average starts.'),
    correction_factor_on_min_envelope_violation: number(
      'What an average below min_envelope is multiplied with.',
      { default: 1, minimum: 1 },
    ),
    correction_factor_on_max_envelope_violation: number(
      'What an average above max_envelope is multiplied with.',
      { default: 1, minimum: 0, maximum: 1 },
    ),
    valid_during_warmup: flag('Puts out the mean so far during the warm-up.', { default: false }),
  },
  ['ema_window', 'warmup_window'],
);

/**
 * y = a*x + (1 - a)*y with a = 2 / (N + 1), N the window in ticks, started by the mean of the warm-up. An
 * invalid input restarts the warm-up; later the last output stands in for it, until N in a row start
 * everything anew.
 */
export const ema = leaf<EmaConfig>()({
  kind: 'ema',
  name: 'EMA',
  summary: 'Exponential moving average.',
  in: { input: 'one', max_envelope: 'optional', min_envelope: 'optional' },
  out: { output: 'one' },
  config: { parameters: ref('EMAParameters') },
  needs: ['parameters'],
  label: ({ parameters }, ticks) => `win: ${ticks(parameters.ema_window)}`,
  state: () => [0, 0, 0, Number.NaN],
  stateOutputs: { output: 3 },
  bind({ in: { input, max_envelope, min_envelope }, state, config: { parameters }, ticks }) {
    const window = Math.max(1, ticks(parameters.ema_window));
    const warmup = Math.max(1, ticks(parameters.warmup_window));
    const weight = 2 / (window + 1);
    const whileWarm = parameters.valid_during_warmup;
    const tooLow = parameters.correction_factor_on_min_envelope_violation;
    const tooHigh = parameters.correction_factor_on_max_envelope_violation;
    const [count, sum, invalids, last] = [state, state + 1, state + 2, state + 3];
    // biome-ignore lint/complexity/noExcessiveCognitiveComplexity: split into functions a tick takes 1.2 times as long (bench engine, 64 components)
    return (frame) => {
      const x = frame[input]!;
      const isWarm = frame[count]! >= warmup;
      let y = Number.NaN;
      if (isInvalid(x)) {
        frame[invalids]!++;
        if (isWarm && frame[invalids]! < window) y = frame[last]!;
        else {
          frame[count] = 0;
          frame[sum] = 0;
          frame[invalids] = 0;
        }
      } else {
        frame[invalids] = 0;
        if (isWarm) y = weight * x + (1 - weight) * frame[last]!;
        else {
          frame[sum]! += x;
          frame[count]!++;
          if (whileWarm || frame[count] === warmup) y = frame[sum]! / frame[count]!;
        }
      }
      if (y > frame[max_envelope]!) y *= tooHigh;
      if (y < frame[min_envelope]!) y *= tooLow;
      if (isWarm && isInvalid(y)) {
        frame[count] = 0; // infinities that cancel out
        frame[sum] = 0;
      }
      frame[last] = y;
    };
  },
});
