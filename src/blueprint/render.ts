import { refuse } from '../errors/rollout-error.ts';
import { placeIn } from '../policy/place.ts';
import type { LocatedPolicy } from '../policy/policy.ts';
import { toResource } from '../policy/write.ts';
import type { Document } from '../text/yaml.ts';
import type { Blueprint } from './catalog.ts';
import { checkValues } from './check.ts';
import { originOf, type Rendered } from './rendered.ts';
import { type FeatureRolloutValues, renderFeatureRollout } from './renderers/feature-rollout.ts';

/** A policy that came from a blueprint, with the values it came from, defaults filled in. */
export interface BlueprintPolicy extends LocatedPolicy {
  readonly blueprint: Blueprint;
  readonly values: unknown;
}

const renderers: Readonly<Record<Blueprint['renderer'], (values: unknown) => Rendered>> = {
  'feature-rollout': (values) => renderFeatureRollout(values as FeatureRolloutValues),
};

/** Renders values into their policy. Throws RolloutError with every fault of the values. */
export async function renderBlueprint(blueprint: Blueprint, given: Document): Promise<BlueprintPolicy> {
  const { document, raw, diagnostics } = await checkValues(blueprint, given);
  refuse(diagnostics);
  const { policyName, policy, origins } = renderers[blueprint.renderer](document.value);
  const place = placeIn(document);
  const origin = originOf(origins);
  return {
    name: policyName,
    resource: toResource(policyName, policy, { blueprint: blueprint.name, values: raw }),
    placeOf: (pointer) => place(origin(pointer)),
    diagnostics,
    blueprint,
    values: document.value,
  };
}
