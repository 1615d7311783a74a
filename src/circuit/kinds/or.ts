import { leaf } from '../component.ts';
import { deciding, isInvalid } from '../reading.ts';

/** Kleene's or: 1 if any input is true, else invalid if any is invalid, else 0; 0 without inputs. */
export const or = leaf()({
  kind: 'or',
  name: 'Or',
  summary: 'Logical or of any number of signals.',
  in: { inputs: 'many' },
  out: { output: 'one' },
  config: {},
  reason: (ports, _config, output) => ({ follow: deciding(ports, output, true) }),
  bind: ({ frame, in: { inputs }, out: { output } }) => () => {
    let result = 0;
    for (let i = 0; i < inputs.length; i++) {
      const reading = frame[inputs[i]!]!;
      if (isInvalid(reading)) result = Number.NaN;
      else if (reading !== 0) {
        result = 1;
        break;
      }
    }
    frame[output] = result;
  },
});
