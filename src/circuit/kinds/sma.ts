import type { Seconds } from '../../text/duration.ts';
import { leaf } from '../kind.ts';
import { tooManyTicks } from '../limits.ts';
import { isInvalid } from '../reading.ts';
import { duration, flag, object } from '../schema/config-schema.ts';

export interface SmaConfig {
  readonly parameters: { readonly sma_window: Seconds; readonly valid_during_warmup: boolean };
}

/**
 * The mean of the last W valid inputs, W the window in ticks. An invalid input repeats the last output; W in
 * a row start everything anew. Its cells: inputs so far, the sum of the current block, invalids in a row, the
 * last output, W inputs. Blocks of W inputs: behind the current one stand suffix sums of the one before, so a
 * tick is O(1) and never drifts.
 */
export const sma = leaf<SmaConfig>()({
  kind: 'sma',
  name: 'SMA',
  summary: 'Simple moving average.',
  in: { input: 'one' },
  out: { output: 'one' },
  config: {
    parameters: object(
      'How the average is made.',
      {
        sma_window: duration('The window of the average.'),
        valid_during_warmup: flag('Puts out the mean so far until the window is full.', { default: false }),
      },
      ['sma_window'],
    ),
  },
  needs: ['parameters'],
  label: ({ parameters }, ticks) => `window: ${Math.max(1, ticks(parameters.sma_window))}`,
  check: ({ parameters }, ticks) => tooManyTicks('sma_window', ticks(parameters.sma_window)),
  state: ({ parameters }, ticks) => [
    0,
    0,
    0,
    Number.NaN,
    ...new Array<number>(Math.max(1, ticks(parameters.sma_window))).fill(0),
  ],
  stateOutputs: { output: 3 },
  bind({ in: { input }, state, config: { parameters }, ticks }) {
    const window = Math.max(1, ticks(parameters.sma_window));
    const [count, block, invalids, last, ring] = [state, state + 1, state + 2, state + 3, state + 4];
    const restart = (frame: Float64Array) => {
      frame[count] = 0;
      frame[block] = 0;
      frame[invalids] = 0;
      frame.fill(0, ring, ring + window);
    };
    const add = (frame: Float64Array, x: number): number => {
      const at = frame[count]! % window;
      frame[count]!++;
      frame[ring + at] = x;
      frame[block]! += x;
      const sum = at + 1 < window ? frame[block]! + frame[ring + at + 1]! : frame[block]!;
      if (at + 1 === window) {
        for (let i = ring + window - 2; i >= ring; i--) frame[i]! += frame[i + 1]!;
        frame[block] = 0;
      }
      return sum;
    };
    return (frame) => {
      const x = frame[input]!;
      if (isInvalid(x)) {
        if (++frame[invalids]! >= window) {
          restart(frame);
          frame[last] = Number.NaN;
        }
      } else {
        frame[invalids] = 0;
        const sum = add(frame, x);
        if (parameters.valid_during_warmup || frame[count]! >= window)
          frame[last] = sum / Math.min(frame[count]!, window);
      }
    };
  },
});
