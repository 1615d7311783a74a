import { leaf } from '../kind.ts';

/** The greatest of its inputs; invalid when any of them is, or when there are none. */
export const max = leaf()({
  kind: 'max',
  name: 'Max',
  summary: 'The greatest of its inputs.',
  in: { inputs: 'many' },
  out: { output: 'one' },
  config: {},
  bind:
    ({ in: { inputs }, out: { output } }) =>
    (frame) => {
      let greatest = inputs.length > 0 ? Number.NEGATIVE_INFINITY : Number.NaN;
      for (let i = 0; i < inputs.length; i++) greatest = Math.max(greatest, frame[inputs[i]!]!);
      frame[output] = greatest;
    },
});
