import { formatGoNumber } from '../../text/number.ts';
import { dynamicCell } from '../binding.ts';
import { boolType } from '../dynamic-types.ts';
import { leaf } from '../kind.ts';
import { flag, number, object, ref, text } from '../schema/config-schema.ts';

export interface GradientConfig {
  readonly parameters: {
    readonly slope: number;
    readonly min_gradient: number;
    readonly max_gradient: number;
  };
  readonly manual_mode: boolean;
  readonly manual_mode_config_key?: string;
}

/** The parameters of a gradient; the adaptive load scheduler takes them as they are. */
export const gradientParameters = object(
  'How the output follows from signal and setpoint.',
  {
    slope: number('The power the ratio of signal to setpoint is raised to; not 0.'),
    min_gradient: number('The least the control variable is multiplied with.', {
      default: -Number.MAX_VALUE,
    }),
    max_gradient: number('The most the control variable is multiplied with.', { default: Number.MAX_VALUE }),
  },
  ['slope'],
);

/**
 * control_variable * (signal / setpoint) ^ slope, the power kept within its bounds, then the output within
 * max and min.
 */
export const gradientController = leaf<GradientConfig>()({
  kind: 'gradient_controller',
  name: 'GradientController',
  summary: 'Moves a control variable by the ratio of a signal to its setpoint.',
  in: { signal: 'one', setpoint: 'one', control_variable: 'one', max: 'optional', min: 'optional' },
  out: { output: 'one' },
  absentPorts: new Map([
    ['optimize', 'the port does not exist: add to its output with an arithmetic_combinator instead'],
  ]),
  config: {
    parameters: ref('GradientParameters'),
    manual_mode: flag('Puts out the control variable as it is.', { default: false }),
    manual_mode_config_key: text('The key of the dynamic configuration that replaces manual_mode.'),
  },
  needs: ['parameters'],
  label: ({ parameters: { slope, min_gradient, max_gradient } }) =>
    `slope: ${formatGoNumber(slope)}, min: ${formatGoNumber(min_gradient)}, max: ${formatGoNumber(max_gradient)}`,
  check: ({ parameters: { slope, min_gradient, max_gradient } }) => {
    if (max_gradient < min_gradient) return 'max_gradient is below min_gradient';
    if (slope === 0) return 'slope must not be 0';
    return undefined;
  },
  dynamic: ({ manual_mode_config_key: key }) => dynamicCell(key, boolType),
  state: ({ manual_mode }) => [Number(manual_mode)],
  remembers: () => false,
  bind({ in: { signal, setpoint, control_variable, max, min }, out: { output }, state: manual, config }) {
    const { slope, min_gradient, max_gradient } = config.parameters;
    return (frame) => {
      const control = frame[control_variable]!;
      const power = (frame[signal]! / frame[setpoint]!) ** slope;
      let gradient = power;
      if (power < min_gradient) gradient = min_gradient;
      else if (power > max_gradient) gradient = max_gradient;
      let result = Number.isNaN(gradient) ? Number.NaN : control * gradient;
      if (result > frame[max]!) result = frame[max]!;
      if (result < frame[min]!) result = frame[min]!;
      frame[output] = frame[manual] ? control : result;
    };
  },
});
