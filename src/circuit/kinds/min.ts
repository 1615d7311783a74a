import { leaf } from '../kind.ts';

/** The least of its inputs; invalid when any of them is, or when there are none. */
export const min = leaf()({
  kind: 'min',
  name: 'Min',
  summary: 'The least of its inputs.',
  in: { inputs: 'many' },
  out: { output: 'one' },
  config: {},
  bind:
    ({ in: { inputs }, out: { output } }) =>
    (frame) => {
      let least = inputs.length > 0 ? Number.POSITIVE_INFINITY : Number.NaN;
      for (let i = 0; i < inputs.length; i++) least = Math.min(least, frame[inputs[i]!]!);
      frame[output] = least;
    },
});
