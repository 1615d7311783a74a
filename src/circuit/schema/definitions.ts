import { alerterParameters } from '../kinds/alerter.ts';
import { emaParameters } from '../kinds/ema.ts';
import { gradientParameters } from '../kinds/gradient-controller.ts';
import { loadRampParameters } from '../kinds/load-ramp.ts';
import { loadSchedulerParameters, schedulerParameters } from '../kinds/load-scheduler.ts';
import { kubernetesObjectSelector } from '../kinds/pod-scaler.ts';
import { rateLimiterParameters } from '../kinds/rate-limiter.ts';
import { type Definitions, duration, list, number, object, oneOf, ref, text } from './config-schema.ts';

/** Shapes that several kinds share; `#/$defs/NAME` in the published schema. */
export const definitions: Definitions = {
  Duration: duration('A length of time, such as `300s`, `5m` or `1h30m`.'),
  ConstantSignal: object(
    'A constant: a number, or one of the special values.',
    {
      value: number('The number.'),
      special_value: oneOf('Not a number (always invalid) or an infinity.', ['NaN', '+Inf', '-Inf']),
    },
    [],
    { maxProperties: 1 },
  ),
  InPort: object(
    'Where a port reads from: a signal or a constant.',
    {
      signal_name: text('The name of a signal in the same circuit.'),
      constant_signal: ref('ConstantSignal'),
    },
    [],
    { maxProperties: 1 },
  ),
  OutPort: object('The signal a port puts out.', { signal_name: text('Its name, unique in the circuit.') }),
  AlerterParameters: alerterParameters,
  EMAParameters: emaParameters,
  GradientParameters: gradientParameters,
  KubernetesObjectSelector: kubernetesObjectSelector,
  LoadRampParameters: loadRampParameters,
  LoadSchedulerParameters: loadSchedulerParameters,
  RateLimiterParameters: rateLimiterParameters,
  SchedulerParameters: schedulerParameters,
  K8sLabelMatcherRequirement: object(
    'One condition on a label.',
    {
      key: text('The label.', { minLength: 1 }),
      operator: oneOf('How the label is compared.', [
        'In',
        'NotIn',
        'Exists',
        'DoesNotExist',
        'DoesNotExists',
      ]),
      values: list('What it is compared with.', text('A label value.')),
    },
    ['key', 'operator'],
  ),
  MatchExpression: object(
    'A tree of conditions on labels.',
    {
      not: ref('MatchExpression'),
      all: object('All of them hold.', { of: list('The conditions.', ref('MatchExpression')) }),
      any: object('One of them holds.', { of: list('The conditions.', ref('MatchExpression')) }),
      label_exists: text('A label that must be present.'),
      label_equals: object(
        'A label has a value.',
        { label: text('The label.', { minLength: 1 }), value: text('The value.') },
        ['label'],
      ),
      label_matches: object(
        'A label matches a regular expression (RE2).',
        {
          label: text('The label.', { minLength: 1 }),
          regex: text('The expression.', { minLength: 1 }),
        },
        ['label', 'regex'],
      ),
    },
    [],
    { minProperties: 1, maxProperties: 1 },
  ),
  LabelMatcher: object('Conditions on the labels of a request; all of them must hold.', {
    match_labels: {
      type: 'object',
      description: 'Labels and the value each must have.',
      additionalProperties: { type: 'string' },
    },
    match_expressions: list('Conditions on single labels.', ref('K8sLabelMatcherRequirement')),
    expression: ref('MatchExpression'),
  }),
  Selector: object(
    'Which requests a component looks at.',
    {
      control_point: text('The control point, such as `ingress`, or the name of a feature.', {
        minLength: 1,
      }),
      service: text('The service; `any` is every service.', { default: 'any' }),
      agent_group: text('The group of agents.', { default: 'default' }),
      label_matcher: ref('LabelMatcher'),
    },
    ['control_point'],
  ),
};
