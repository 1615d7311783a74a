import { dynamicCell } from '../binding.ts';
import { boolType } from '../dynamic-types.ts';
import { leaf } from '../kind.ts';
import { flag, text } from '../schema/config-schema.ts';

export interface BoolVariableConfig {
  readonly constant_output: boolean;
  readonly config_key?: string;
}

/** 1 or 0: the policy's own value, or the one under `config_key` in the dynamic configuration. */
export const boolVariable = leaf<BoolVariableConfig>()({
  kind: 'bool_variable',
  name: 'BoolVariable',
  summary: 'A boolean that the dynamic configuration can set.',
  in: {},
  out: { output: 'one' },
  meaning: { output: 'truth' },
  config: {
    constant_output: flag('The value while the dynamic configuration says nothing.', { default: false }),
    config_key: text('The key of the dynamic configuration that replaces it; dots lead into mappings.'),
  },
  label: () => 'Boolean Variable',
  reason: (_ports, { config_key }, output) => ({
    text: `${config_key || 'constant_output'} is ${output === 1}`,
  }),
  dynamic: ({ config_key }) => dynamicCell(config_key, boolType),
  state: ({ constant_output }) => [Number(constant_output)],
  remembers: () => false,
  isNeverInvalid: () => true,
  stateOutputs: { output: 0 },
  bind: () => undefined,
});
