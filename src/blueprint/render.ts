import { inFileOrder } from '../errors/file-order.ts';
import { type Diagnostic, throwIfErrors } from '../errors/rollout-error.ts';
import { invalidParts, withLinkFaults } from '../policy/link-faults.ts';
import { queryFaults } from '../policy/lint/queries.ts';
import { placeIn } from '../policy/place.ts';
import type { LocatedPolicy } from '../policy/policy.ts';
import { toResource } from '../policy/write.ts';
import type { Document } from '../text/yaml.ts';
import type { Blueprint } from './catalog.ts';
import { type CheckedValues, checkValues } from './check.ts';
import { originOf, type Rendered } from './rendered.ts';
import { renderFeatureRollout } from './renderers/feature-rollout.ts';
import type { FeatureRolloutValues } from './renderers/values.ts';
import { repair } from './repair.ts';
import { titlesIn } from './titles.ts';

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
  const checked = await checkValues(blueprint, given);
  const { document, raw, diagnostics } = checked;
  if (checked.faults.length > 0) throwIfErrors(await withCircuit(blueprint, checked));
  throwIfErrors(diagnostics);
  const { policyName, policy, origins } = renderers[blueprint.renderer](document.value);
  const place = placeIn(document);
  const origin = originOf(origins);
  return {
    name: policyName,
    resource: toResource(policyName, policy, { blueprint: blueprint.name, values: raw }),
    placeOf: (pointer) => place(origin(pointer)),
    titles: titlesIn(document.value),
    diagnostics,
    blueprint,
    values: document.value,
  };
}

/** The faults of values, and beside them those that the user's own components have in the circuit. */
async function withCircuit(
  blueprint: Blueprint,
  { document, diagnostics, faults }: CheckedValues,
): Promise<readonly Diagnostic[]> {
  if (faults.includes('')) return diagnostics; // no values at all
  const repaired = await repair(blueprint, document, faults);
  if (!repaired) return diagnostics;
  const { value, isPartial } = repaired;
  const { policy, origins } = renderers[blueprint.renderer](value);
  const place = placeIn(document);
  const origin = originOf(origins);
  const placeOf = (pointer: string) => place(origin(pointer));
  const invalidPart = invalidParts(faults);
  const all = withLinkFaults(diagnostics, {
    circuit: policy.circuit,
    placeOf,
    invalidPart: (pointer) => invalidPart(origin(pointer)),
    mayExist: (signal) => isPartial && /_\d+$/.test(signal),
  });
  const isReported = (one: Diagnostic) =>
    diagnostics.includes(one) || one.path?.startsWith('policy.components[') === true;
  return inFileOrder([...all.filter(isReported), ...(await queryFaults(policy.circuit, placeOf))]);
}
