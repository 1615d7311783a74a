import { output } from '../kind.ts';
import { isInvalid } from '../reading.ts';
import { list, object, ref, text } from '../schema/config-schema.ts';

export interface SamplerConfig {
  readonly parameters?: { readonly label_key?: string; readonly selectors?: readonly unknown[] };
}

export const samplerParameters = object(
  'Which requests are sampled, and by which label they are distinguished.',
  {
    label_key: text(
      'The flow label by which a request keeps its decision, such as a user id; empty samples at random.',
      { default: '' },
    ),
    selectors: list('The requests it decides on.', ref('Selector'), { minItems: 1 }),
  },
  ['selectors'],
);

/** Lets `accept_percentage` of the selected requests through; an invalid percentage publishes 100. */
export const sampler = output<SamplerConfig>()({
  kind: 'sampler',
  group: 'flow_control',
  name: 'Sampler',
  summary: 'Accepts a percentage of requests.',
  in: { accept_percentage: 'one' },
  out: {},
  config: {
    parameters: samplerParameters,
    pass_through_label_values: list('Label values that are always accepted.', text('A value of label_key.')),
    pass_through_label_values_config_key: text(
      'The key of the dynamic configuration that replaces this list.',
    ),
  },
  label: ({ parameters }) => `${parameters?.selectors?.length ?? 0} selectors`,
  actuate:
    ({ in: { accept_percentage } }) =>
    (frame) =>
      isInvalid(frame[accept_percentage]!) ? 100 : frame[accept_percentage]!,
});
