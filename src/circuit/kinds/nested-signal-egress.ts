import { leaf } from '../kind.ts';
import { text } from '../schema/config-schema.ts';
import type { BoundaryConfig } from './nested-signal-ingress.ts';

/**
 * Hands a signal of a nested circuit to its parent. The two sides of `signal` stand in different circuits;
 * see expand.
 */
export const nestedSignalEgress = leaf<BoundaryConfig>()({
  kind: 'nested_signal_egress',
  name: 'NestedSignalEgress',
  summary: 'Hands a signal of a nested circuit to its parent.',
  in: { signal: 'one' },
  out: { signal: 'one' },
  boundary: 'egress',
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
