import { leaf } from '../kind.ts';
import { isInvalid, isTrue } from '../reading.ts';
import { number } from '../schema/config-schema.ts';

export interface IntegratorConfig {
  readonly initial_value: number;
}

/**
 * Adds up its input, never invalid: an invalid input changes nothing, reset makes it 0, and min wins over
 * max.
 */
export const integrator = leaf<IntegratorConfig>()({
  kind: 'integrator',
  name: 'Integrator',
  summary: 'The sum of its input over time, within bounds.',
  in: { input: 'one', reset: 'optional', max: 'optional', min: 'optional' },
  out: { output: 'one' },
  config: { initial_value: number('The sum before the first tick.', { default: 0 }) },
  state: ({ initial_value }) => [initial_value],
  stateOutputs: { output: 0 },
  bind:
    ({ in: { input, reset, max, min }, state: sum }) =>
    (frame) => {
      if (isTrue(frame[reset]!)) frame[sum] = 0;
      else {
        let next = frame[sum]! + frame[input]!;
        if (next > frame[max]!) next = frame[max]!;
        if (next < frame[min]!) next = frame[min]!;
        if (!isInvalid(next)) frame[sum] = next;
      }
    },
});
