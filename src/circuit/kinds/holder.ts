import type { Seconds } from '../../text/duration.ts';
import { formatGo } from '../../text/duration.ts';
import { leaf } from '../kind.ts';
import { isInvalid, isTrue } from '../reading.ts';
import { duration } from '../schema/config-schema.ts';

export interface HolderConfig {
  readonly hold_for: Seconds;
}

/**
 * Puts out a valid input for hold_for, in ticks including its own, whatever follows; then takes the next.
 * Reset lets go at once.
 */
export const holder = leaf<HolderConfig>()({
  kind: 'holder',
  name: 'Holder',
  summary: 'Holds a reading for a while.',
  in: { input: 'one', reset: 'optional' },
  out: { output: 'one' },
  meaning: { output: { sameAs: ['input'] } },
  config: { hold_for: duration('How long a reading is held.', { default: '5s' }) },
  label: ({ hold_for }) => `for: ${formatGo(hold_for)}`,
  state: () => [Number.NaN, 0],
  stateOutputs: { output: 0 },
  bind({ in: { input, reset }, state: held, config, ticks }) {
    const length = ticks(config.hold_for);
    const count = held + 1;
    return (frame) => {
      if (isTrue(frame[reset]!) || ++frame[count]! >= length) frame[held] = Number.NaN;
      if (isInvalid(frame[held]!)) {
        frame[held] = frame[input]!;
        frame[count] = 0;
      }
    };
  },
});
