import type { Seconds } from '../../text/duration.ts';
import { leaf } from '../kind.ts';
import { duration } from '../schema/config-schema.ts';

export interface PulseConfig {
  readonly true_for: Seconds;
  readonly false_for: Seconds;
}

const nanoseconds = (duration: Seconds): bigint => BigInt(Math.round(duration * 1e9));

/** 1 for true_for, then 0 for false_for, and again; each at least one tick. */
export const pulseGenerator = leaf<PulseConfig>()({
  kind: 'pulse_generator',
  name: 'PulseGenerator',
  summary: '1 and 0 by turns.',
  in: {},
  out: { output: 'one' },
  meaning: { output: 'truth' },
  config: {
    true_for: duration('How long it puts out 1.', { default: '5s' }),
    false_for: duration('How long it puts out 0.', { default: '5s' }),
  },
  label: ({ true_for, false_for }) =>
    `true for: ${nanoseconds(true_for)}, false for: ${nanoseconds(false_for)}`,
  state: () => [1, 0],
  bind({ out: { output }, state: pulse, config, ticks }) {
    const lengths = [ticks(config.false_for), ticks(config.true_for)] as const;
    const count = pulse + 1;
    return (frame) => {
      const now = frame[pulse]! as 0 | 1;
      frame[output] = now;
      if (++frame[count]! < lengths[now]) return;
      frame[pulse] = 1 - now;
      frame[count] = 0;
    };
  },
});
