import {
  type ConfigSchema,
  type Definitions,
  flag,
  list,
  number,
  object,
  ref,
  text,
} from '../circuit/schema/config-schema.ts';

const whole = (description: string, more: Readonly<Record<string, unknown>> = {}): ConfigSchema => ({
  type: 'integer',
  description,
  ...more,
});

const mapping = (
  description: string,
  values: ConfigSchema,
  more: Readonly<Record<string, unknown>> = {},
): ConfigSchema => ({
  type: 'object',
  description,
  additionalProperties: values,
  ...more,
});

const count = whole('How many buckets.', { exclusiveMinimum: 0 });
const from = text('The attribute it reads.', { minLength: 1 });

const BUCKETS = ['static_buckets', 'linear_buckets', 'exponential_buckets', 'exponential_buckets_range'];

/** At most one of them; a controller takes no two. */
const ONE_KIND_OF_BUCKETS = {
  not: {
    anyOf: BUCKETS.flatMap((one, i) => BUCKETS.slice(i + 1).map((other) => ({ required: [one, other] }))),
  },
};

/** What stands beside the circuit in a policy; `#/$defs/NAME` in the published schema. */
export const resourceDefinitions: Definitions = {
  Resources: object('What the circuit needs beside it.', { flow_control: ref('FlowControlResources') }, [], {
    additionalProperties: true,
  }),
  FlowControlResources: object('Meters and classifiers of requests.', {
    flux_meters: mapping('Flux meters by name.', ref('FluxMeter')),
    classifiers: list('Rules that add labels to requests.', ref('Classifier')),
  }),
  FluxMeter: object(
    'Measures requests as a Prometheus histogram, `flux_meter_sum`, `_count` and `_bucket`.',
    {
      selectors: list('The requests it measures.', ref('Selector'), { minItems: 1 }),
      attribute_key: text('What is measured.', { default: 'workload_duration_ms' }),
      static_buckets: object('Buckets by their upper bounds.', {
        buckets: list('The bounds, in milliseconds for durations.', number('A bound.'), {
          default: [5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10000],
        }),
      }),
      linear_buckets: object(
        'Buckets of one width.',
        {
          start: number('The upper bound of the lowest bucket.'),
          width: number('The width of a bucket.'),
          count,
        },
        ['count'],
      ),
      exponential_buckets: object(
        'Buckets that grow by a factor.',
        {
          start: number('The upper bound of the lowest bucket.', { exclusiveMinimum: 0 }),
          factor: number('How much wider each is than the one before.', { exclusiveMinimum: 1 }),
          count,
        },
        ['start', 'factor', 'count'],
      ),
      exponential_buckets_range: object(
        'Buckets that grow evenly between two bounds.',
        {
          min: number('The upper bound of the lowest bucket.', { exclusiveMinimum: 0 }),
          max: number('The upper bound of the highest bucket.'),
          count,
        },
        ['min', 'count'],
      ),
    },
    ['selectors'],
    ONE_KIND_OF_BUCKETS,
  ),
  Classifier: object(
    'Adds flow labels to requests.',
    {
      selectors: list('The requests it looks at.', ref('Selector'), { minItems: 1 }),
      rules: mapping('Labels and where their values come from.', ref('ClassifierRule')),
      rego: object(
        'Labels computed by a Rego module.',
        {
          labels: mapping(
            'The labels it computes.',
            object('A label.', {
              telemetry: flag('Whether the label is also recorded.', { default: true }),
            }),
            { minProperties: 1 },
          ),
          module: text('The source of the module.', { minLength: 1 }),
        },
        ['labels', 'module'],
      ),
    },
    ['selectors'],
  ),
  ClassifierRule: object(
    'Where the value of a label comes from.',
    {
      extractor: object(
        'Takes the value from an attribute of the request.',
        {
          from: text('The attribute, as it is.'),
          json: object(
            'A field of a JSON attribute.',
            { from, pointer: text('JSON pointer of the field.') },
            ['from'],
          ),
          address: object('An address as text.', { from }, ['from']),
          jwt: object('A claim of a token.', { from, json_pointer: text('JSON pointer of the claim.') }, [
            'from',
          ]),
          path_templates: object('A name by the path of the request.', {
            template_values: mapping(
              'Path templates and the value of each.',
              { type: 'string' },
              { minProperties: 1 },
            ),
          }),
        },
        [],
        { minProperties: 1, maxProperties: 1 },
      ),
      telemetry: flag('Whether the label is also recorded.', { default: true }),
    },
    ['extractor'],
  ),
};
