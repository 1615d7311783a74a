import { originOf } from '../../src/blueprint/rendered.ts';
import { renderFeatureRollout } from '../../src/blueprint/renderers/feature-rollout.ts';
import { compile } from '../../src/circuit/compile.ts';
import type { Plan } from '../../src/circuit/plan.ts';
import type { Place, RolloutError } from '../../src/errors/rollout-error.ts';
import type { PolicyResource } from '../../src/policy/policy.ts';
import { toDotted } from '../../src/text/pointer.ts';
import { parseYaml } from '../../src/text/yaml.ts';

/** A feature rollout from its drivers and ramp steps in YAML, compiled; places are those of the YAML. */
export function renderedPlan({
  name = 'p',
  rollout = 'false',
  more = 'components: []\n  resources: {}',
  drivers = '{}',
  steps = '[{target_accept_percentage: 1, duration: 0s}, {target_accept_percentage: 100, duration: 300s}]',
  interval = '1s',
  sampler = '{selectors: [{service: any, control_point: ingress}]}',
}: {
  name?: string;
  rollout?: string;
  more?: string;
  sampler?: string;
  drivers?: string;
  steps?: string;
  interval?: string;
}): { plan: Plan; placeOf: (pointer: string) => Place; resource: PolicyResource; values: unknown } {
  const text = `policy:\n  policy_name: ${name}\n  evaluation_interval: ${interval}\n  rollout: ${rollout}\n  ${more}\n  load_ramp:\n    sampler: ${sampler}\n    steps: ${steps}\n  drivers:\n${drivers.replace(/^/gm, '    ')}\n`;
  const document = parseYaml(text, 'values.yaml');
  const rendered = renderFeatureRollout(document.value as never);
  const from = originOf(rendered.origins);
  const placeOf = (pointer: string): Place => ({
    at: document.locate(from(pointer)),
    path: toDotted(from(pointer)),
  });
  const { plan, diagnostics } = compile(rendered.policy.circuit, placeOf);
  if (!plan) throw new Error(JSON.stringify(diagnostics satisfies RolloutError['diagnostics']));
  const resource = {
    apiVersion: 'fluxninja.com/v1alpha1',
    kind: 'Policy',
    metadata: { name },
    spec: rendered.policy,
  } as const;
  return { plan, placeOf, resource, values: document.value };
}
