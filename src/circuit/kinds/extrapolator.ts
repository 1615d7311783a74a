import type { Seconds } from '../../text/duration.ts';
import { formatGo } from '../../text/duration.ts';
import { leaf } from '../kind.ts';
import { isInvalid } from '../reading.ts';
import { duration, object } from '../schema/config-schema.ts';

export interface ExtrapolatorConfig {
  readonly parameters: { readonly max_extrapolation_interval: Seconds };
}

/**
 * Repeats the last valid input through invalid ones, for at most max_extrapolation_interval since it was
 * read.
 */
export const extrapolator = leaf<ExtrapolatorConfig>()({
  kind: 'extrapolator',
  name: 'Extrapolator',
  summary: 'Its input, carried on through short gaps.',
  in: { input: 'one' },
  out: { output: 'one' },
  meaning: { output: { sameAs: ['input'] } },
  config: {
    parameters: object(
      'How long a reading is carried on.',
      {
        max_extrapolation_interval: duration('The longest a reading is repeated.'),
      },
      ['max_extrapolation_interval'],
    ),
  },
  needs: ['parameters'],
  label: ({ parameters }) => `for: ${formatGo(parameters.max_extrapolation_interval)}`,
  state: () => [Number.NaN, 0],
  stateOutputs: { output: 0 },
  bind({ in: { input }, state: last, config, ticks }) {
    // Whole ticks that fit into the interval: rounded down, where `ticks` rounds up.
    const most = -ticks(-config.parameters.max_extrapolation_interval);
    const age = last + 1;
    return (frame) => {
      if (!isInvalid(frame[input]!)) {
        frame[last] = frame[input]!;
        frame[age] = 0;
      } else if (++frame[age]! > most) frame[last] = Number.NaN;
    };
  },
});
