import type { Decision } from '../rollout/decide.ts';

/** A decision as a byte. */
export const CODE = { hold: 0, forward: 1, backward: 2, reset: 3 } as const satisfies Record<
  Decision,
  number
>;
