import { leaf } from '../kind.ts';
import { isTrue } from '../reading.ts';

/** on_signal while switch is true, else (0 or invalid) off_signal. */
export const switcher = leaf()({
  kind: 'switcher',
  name: 'Switcher',
  summary: 'One of two signals, by a third.',
  in: { on_signal: 'optional', off_signal: 'optional', switch: 'one' },
  out: { output: 'one' },
  meaning: { output: { sameAs: ['on_signal', 'off_signal'] } },
  config: {},
  reason: (ports) => {
    const isOn = ports.some((port) => port.port === 'switch' && isTrue(port.reading));
    return {
      follow: ports.filter(
        (port) => port.port === 'switch' || port.port === (isOn ? 'on_signal' : 'off_signal'),
      ),
    };
  },
  bind:
    ({ in: { on_signal, off_signal, switch: by }, out: { output } }) =>
    (frame) => {
      frame[output] = frame[isTrue(frame[by]!) ? on_signal : off_signal]!;
    },
});
