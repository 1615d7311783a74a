import type { Plan } from '../circuit/plan.ts';
import type { Component } from '../circuit/tree.ts';
import { type Seconds, ticksOf } from '../text/duration.ts';
import { upstreamOfRamp } from './upstream.ts';

/**
 * Whether what the ramp is asked to do on a tick follows from the readings that this tick sees alone, and the dynamic
 * configuration: nothing before the ramp remembers earlier ticks.
 */
export function followsFromOneTick(plan: Plan): boolean {
  const upstream = upstreamOfRamp(plan);
  const isSparse = plan.queries.some(({ component, every }) => every > 1 && upstream.has(component));
  if (isSparse) return false;
  return plan.leaves.every((leaf, i) => !upstream.has(leaf) || !(plan.loops.has(i) || remembers(leaf, plan)));
}

function remembers({ kind, config }: Component, { interval }: Plan): boolean {
  if (!('bind' in kind)) return false;
  const ticks = (duration: Seconds) => ticksOf(duration, interval);
  return kind.remembers?.(config, ticks) ?? kind.state !== undefined;
}
