import { leaf } from '../component.ts';
import { deciding, isInvalid } from '../reading.ts';

/** Kleene's and: 0 if any input is 0, else invalid if any is invalid, else 1; 1 without inputs. */
export const and = leaf()({
  kind: 'and',
  name: 'And',
  summary: 'Logical and of any number of signals.',
  in: { inputs: 'many' },
  out: { output: 'one' },
  config: {},
  reason: (ports, _config, output) => ({ follow: deciding(ports, output, false) }),
  bind: ({ frame, in: { inputs }, out: { output } }) => () => {
    let result = 1;
    for (let i = 0; i < inputs.length; i++) {
      const reading = frame[inputs[i]!]!;
      if (isInvalid(reading)) result = Number.NaN;
      else if (reading === 0) {
        result = 0;
        break;
      }
    }
    frame[output] = result;
  },
});
