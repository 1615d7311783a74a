import { formatNumber } from '../../text/number.ts';
import { dynamicCell } from '../binding.ts';
import { constantOf, constantText } from '../constant.ts';
import { constantType } from '../dynamic-types.ts';
import { leaf } from '../kind.ts';
import type { RawPort } from '../ports.ts';
import { ref, text } from '../schema/config-schema.ts';

export interface VariableConfig {
  readonly constant_output: RawPort['constant_signal'];
  readonly config_key?: string;
}

/** A number: the policy's own, or the one under `config_key` in the dynamic configuration. */
export const variable = leaf<VariableConfig>()({
  kind: 'variable',
  name: 'Variable',
  summary: 'A number that the dynamic configuration can set.',
  in: {},
  out: { output: 'one' },
  config: {
    constant_output: ref('ConstantSignal', 'The value while the dynamic configuration says nothing.'),
    config_key: text(
      'The key of the dynamic configuration that replaces it, by a mapping with `value` or `special_value`.',
    ),
  },
  needs: ['constant_output'],
  label: ({ constant_output }) => constantText(constant_output),
  reason: (_ports, { config_key }, output) => ({
    text: `${config_key || 'constant_output'} is ${formatNumber(output)}`,
  }),
  dynamic: ({ config_key }) => dynamicCell(config_key, constantType),
  state: ({ constant_output }) => [constantOf(constant_output)],
  remembers: () => false,
  stateOutputs: { output: 0 },
  bind: () => undefined,
});
