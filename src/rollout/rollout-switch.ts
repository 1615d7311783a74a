import { type BoolVariableConfig, boolVariable } from '../circuit/kinds/bool-variable.ts';
import type { Plan } from '../circuit/plan.ts';
import { type Component, configOf } from '../circuit/tree.ts';

/** The variable that starts a rollout and pauses it, by the key `rollout` of the dynamic configuration. */
export interface RolloutSwitch {
  readonly component: Component;
  /** Whether the rollout is on while the dynamic configuration says nothing. */
  readonly isOn: BoolVariableConfig['constant_output'];
  /** Key of its signal; undefined where it has none. */
  readonly output: string | undefined;
}

/** The switch of a rollout: the first variable with that key; undefined where the policy has none. */
export function rolloutSwitchOf({ leaves }: Plan): RolloutSwitch | undefined {
  for (const component of leaves) {
    const config = configOf(boolVariable, component);
    if (config?.config_key !== 'rollout') continue;
    return { component, isOn: config.constant_output, output: component.out.output };
  }
  return undefined;
}
