import { loadRamp } from '../../circuit/kinds/load-ramp.ts';
import { configOf } from '../../circuit/tree.ts';
import { DIRECTIONS } from '../../rollout/criterion.ts';
import type { Ramp } from '../../rollout/ramp.ts';
import { feedText } from './components.ts';
import { type Field, fieldsOf, percentField, textField, timeField } from './field.ts';
import { type Part, singlePart } from './part.ts';

/** Two sections: the steps of a ramp, and the ramp itself. */
export function rampSections(ramp: Ramp | undefined): [Part[], Part[]] {
  if (!ramp) return [[], []];
  return [stepParts(ramp), [rampPart(ramp)]];
}

/** The steps of a ramp; they are the same where their numbers are. */
const stepParts = ({ steps }: Ramp): Part[] =>
  steps.map((step, i) => {
    const name = `step ${i + 1}`;
    const [target, duration] = [percentField('', step.target), timeField('duration', step.duration)];
    return {
      kind: 'step',
      name,
      summary: `${target.text} in ${duration.text}`,
      fields: [target, duration],
      labelOf: (field) => (field === '' ? name : `${field} of ${name}`),
    };
  });

/** A ramp without its steps: its sampler, its pass-through values and the signals that drive it. */
function rampPart({ component }: Ramp): Part {
  const config = configOf(loadRamp, component);
  const fields = fieldsOf({
    sampler: config?.parameters.sampler,
    pass_through_label_values: config?.pass_through_label_values,
    pass_through_label_values_config_key: config?.pass_through_label_values_config_key,
  });
  const signals: Field[] = [];
  for (const direction of DIRECTIONS) {
    const feed = component.in[direction]?.[0];
    if (feed) signals.push(textField(`${direction} signal`, feedText(feed)));
  }
  return singlePart('load ramp', [...fields, ...signals]);
}
