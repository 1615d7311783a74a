import { leaf } from '../kind.ts';
import { text } from '../schema/config-schema.ts';

export interface BoundaryConfig {
  readonly port_name: string;
}

/**
 * Brings a signal of the parent circuit into a nested one. The two sides of `signal` stand in different
 * circuits; see expand.
 */
export const nestedSignalIngress = leaf<BoundaryConfig>()({
  kind: 'nested_signal_ingress',
  name: 'NestedSignalIngress',
  summary: 'Brings a signal of the parent circuit into a nested one.',
  in: { signal: 'optional' },
  out: { signal: 'one' },
  boundary: 'ingress',
  meaning: { signal: { sameAs: ['signal'] } },
  keepsSense: true,
  config: { port_name: text('The port of the nested circuit, as its parent maps it.') },
  needs: ['port_name'],
  isNeverInvalid: ([feed]) => feed?.isNeverInvalid === true,
  passes: () => 0,
  bind:
    ({ in: { signal: from }, out: { signal: to } }) =>
    (frame) => {
      frame[to] = frame[from]!;
    },
});
