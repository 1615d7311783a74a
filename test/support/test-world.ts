import type { Decision } from '../../src/control/decision.ts';
import { openWorld } from '../../src/control/open-world.ts';
import type { World } from '../../src/control/world.ts';

/** A world with the real HTTP client, in which nothing else comes from this machine. */
export function testWorld(parts: Partial<World> & Pick<World, 'directory'>): World & { close(): void } {
  return { ...openWorld({ env: {}, ...parts }), now: () => 1_767_225_600, newId: () => 'id-1', ...parts };
}

/** The seventh decision of a rollout, at 25 %. */
export const decisionOf = (parts: Partial<Decision> = {}): Decision => ({
  rollout: 'checkout-v2',
  flag: 'new-checkout',
  percentage: 25,
  pass_through: null,
  killed: false,
  number: 7,
  ...parts,
});

/** A call without a limit. */
export const call = { signal: new AbortController().signal };
