import type { Seconds } from '../../text/duration.ts';
import { formatGo } from '../../text/duration.ts';
import { leaf } from '../kind.ts';
import { tooManyTicks } from '../limits.ts';
import { isInvalid } from '../reading.ts';
import { duration } from '../schema/config-schema.ts';

export interface DifferentiatorConfig {
  readonly window: Seconds;
}

/**
 * Change per tick: between the oldest and the newest valid reading among the last C, C the window in ticks,
 * divided by the ticks between the two; invalid with fewer than two. Its cells: ticks so far, the ticks of
 * both readings, C readings.
 */
export const differentiator = leaf<DifferentiatorConfig>()({
  kind: 'differentiator',
  name: 'Differentiator',
  summary: 'The rate of change of its input, per tick.',
  in: { input: 'one' },
  out: { output: 'one' },
  config: { window: duration('How far back it looks.', { default: '5s' }) },
  label: ({ window }) => `win: ${formatGo(window)}`,
  check: ({ window }, ticks) => tooManyTicks('window', ticks(window)),
  state: ({ window }, ticks) => [0, 0, -1, ...new Array<number>(Math.max(1, ticks(window))).fill(Number.NaN)],
  bind({ in: { input }, out: { output }, state, config, ticks }) {
    const slots = Math.max(1, ticks(config.window));
    const [count, oldest, newest, ring] = [state, state + 1, state + 2, state + 3];
    return (frame) => {
      const now = frame[count]!++;
      frame[ring + (now % slots)] = frame[input]!;
      if (!isInvalid(frame[input]!)) frame[newest] = now;
      if (frame[oldest]! <= now - slots) frame[oldest] = now - slots + 1;
      while (frame[oldest]! < now && isInvalid(frame[ring + (frame[oldest]! % slots)]!)) frame[oldest]!++;
      const apart = frame[newest]! - frame[oldest]!;
      const change = frame[ring + (frame[newest]! % slots)]! - frame[ring + (frame[oldest]! % slots)]!;
      frame[output] = apart > 0 ? change / apart : Number.NaN;
    };
  },
});
