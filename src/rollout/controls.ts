import { and } from '../circuit/kinds/and.ts';
import { type BoolVariableConfig, boolVariable } from '../circuit/kinds/bool-variable.ts';
import { or } from '../circuit/kinds/or.ts';
import type { Plan } from '../circuit/plan.ts';
import { type Component, configOf } from '../circuit/tree.ts';
import { rampOf } from './ramp.ts';

/** What steers a rollout, by the keys of the dynamic configuration; undefined where a policy has no such variable. */
export interface Controls {
  /** Holds the ramp while it is false. */
  readonly rollout: string | undefined;
  /** Takes the ramp to its start while it is true. */
  readonly reset: string | undefined;
}

/** The variables that alone keep the ramp of a plan from moving forward, and that alone reset it; the usual names first. */
export function controlsOf(plan: Plan): Controls {
  const keys = rampOf(plan)?.keys;
  const rollout = keysBehind(plan, keys?.forward, and);
  const reset = keysBehind(plan, keys?.reset, or);
  return { rollout: usual(rollout, 'rollout'), reset: usual(reset, 'reset') };
}

const usual = (keys: readonly string[], name: string): string | undefined =>
  keys.includes(name) ? name : keys[0];

/** The keys of the variables that reach a signal through this logic, or any that reads nothing else. */
function keysBehind(plan: Plan, key: string | undefined, logic: typeof and | typeof or): string[] {
  const seen = new Set<Component>();
  const follow = (signal: string | undefined): string[] => {
    const leaf = signal === undefined ? undefined : plan.producerOf(signal);
    if (!leaf || seen.has(leaf)) return [];
    seen.add(leaf);
    const own = configOf(boolVariable, leaf);
    if (own) return keyOf(own);
    const feeds = Object.values(leaf.in).flat();
    const isTransparent = leaf.kind === logic || (leaf.kind.keepsSense === true && feeds.length === 1);
    return isTransparent ? feeds.flatMap((feed) => follow(feed.signal)) : [];
  };
  return follow(key);
}

const keyOf = ({ config_key }: BoolVariableConfig): string[] => (config_key ? [config_key] : []);
