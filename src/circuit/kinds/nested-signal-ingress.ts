import { leaf } from '../component.ts';
import { text } from '../config.ts';

/** Brings a signal of the parent circuit into a nested one. The two sides of `signal` stand in different circuits; see expand. */
export const nestedSignalIngress = leaf()({
  kind: 'nested_signal_ingress',
  name: 'NestedSignalIngress',
  summary: 'Brings a signal of the parent circuit into a nested one.',
  in: { signal: 'optional' },
  out: { signal: 'one' },
  config: { port_name: text('The port of the nested circuit, as its parent maps it.') },
  needs: ['port_name'],
  facts: ([feed]) => feed ?? { isTruth: true, isValid: false },
  passes: () => 0,
  bind:
    ({ in: { signal: from }, out: { signal: to } }) =>
    (frame) => {
      frame[to] = frame[from]!;
    },
});
