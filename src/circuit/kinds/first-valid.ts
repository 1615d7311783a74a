import { leaf } from '../kind.ts';
import { isInvalid } from '../reading.ts';

/** The first valid input in the order of the list; invalid when none is. */
export const firstValid = leaf()({
  kind: 'first_valid',
  name: 'FirstValid',
  summary: 'The first of its inputs that is valid.',
  in: { inputs: 'many' },
  out: { output: 'one' },
  meaning: { output: { sameAs: ['inputs'] } },
  keepsSense: true,
  config: {},
  reason: (ports) => {
    const taken = ports.find((port) => !isInvalid(port.reading));
    return { follow: taken ? [taken] : ports };
  },
  isNeverInvalid: (feeds) => feeds.some((feed) => feed.isNeverInvalid),
  passes: (feeds) => (feeds[0]?.isNeverInvalid ? 0 : undefined),
  bind:
    ({ in: { inputs }, out: { output } }) =>
    (frame) => {
      let result = Number.NaN;
      for (let i = 0; i < inputs.length && isInvalid(result); i++) result = frame[inputs[i]!]!;
      frame[output] = result;
    },
});
