import { leaf } from '../kind.ts';
import { not } from '../reading.ts';

/** Kleene's not: 1 for 0, 0 for anything else valid; invalid stays invalid. */
export const inverter = leaf()({
  kind: 'inverter',
  name: 'Inverter',
  summary: 'Logical not of a signal.',
  in: { input: 'one' },
  inPortsNeed: ['input'],
  out: { output: 'one' },
  meaning: { output: 'truth' },
  config: {},
  reason: (ports) => ({ follow: ports }),
  isNeverInvalid: ([feed]) => feed?.isNeverInvalid === true,
  bind:
    ({ in: { input }, out: { output } }) =>
    (frame) => {
      frame[output] = not(frame[input]!);
    },
});
