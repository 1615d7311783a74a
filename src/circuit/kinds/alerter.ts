import { output } from '../kind.ts';
import { duration, list, object, oneOf, ref, text } from '../schema/config-schema.ts';

export interface AlerterConfig {
  readonly parameters: { readonly alert_name: string; readonly severity: string };
}

/** The parameters of an alert; the schedulers and scalers take them as they are. */
export const alerterParameters = object(
  'What the alert says.',
  {
    alert_name: text('The name of the alert.', { minLength: 1 }),
    severity: oneOf('How bad it is.', ['info', 'warn', 'crit'], { default: 'info' }),
    resolve_timeout: duration('How long after its last firing the alert counts as resolved.', {
      default: '5s',
    }),
    alert_channels: list('Where the alert goes.', text('A channel.')),
    labels: {
      type: 'object',
      description: 'Labels added to the alert.',
      additionalProperties: { type: 'string' },
    },
  },
  ['alert_name'],
);

/** Fires on every tick on which its signal is above 0. */
export const alerter = output<AlerterConfig>()({
  kind: 'alerter',
  name: 'Alerter',
  summary: 'Raises an alert while its signal is above zero.',
  in: { signal: 'one' },
  out: {},
  config: { parameters: ref('AlerterParameters') },
  needs: ['parameters'],
  label: ({ parameters }) => `${parameters.alert_name}/${parameters.severity}`,
  actuate:
    ({ in: { signal } }) =>
    (frame) =>
      frame[signal]! > 0 ? 1 : 0,
});
