import type { LiveOptions } from '../../../src/source/live.ts';

/** A server that answers at once and takes no time. */
export const answers = (value: () => number): LiveOptions['api'] => ({
  instant: async () => ({ value: value() }),
  facts: () => ({ url: 'http://prometheus', server: 'prometheus', kind: 'prometheus' }),
  warnings: () => [],
  close: () => {},
});
