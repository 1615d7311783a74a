import { formatNumber } from '../../text/number.ts';
import { type DynamicType, dynamicCell } from '../binding.ts';
import { constantOf, constantText } from '../constant.ts';
import { leaf } from '../kind.ts';
import type { RawPort } from '../ports.ts';
import type { Reading } from '../reading.ts';
import { ref, text } from '../schema/config-schema.ts';

export interface VariableConfig {
  readonly constant_output: RawPort['constant_signal'];
  readonly config_key?: string;
}

/** A dynamic value must look like a ConstantSignal; anything else leaves the policy's own value. */
function constantReading(value: unknown): Reading | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const [[key, entry] = [], ...more] = Object.entries(value);
  if (more.length > 0) return undefined;
  if (key === undefined || (key === 'value' && typeof entry === 'number'))
    return constantOf({ value: entry });
  const isSpecial = key === 'special_value' && ['NaN', '+Inf', '-Inf'].includes(entry);
  return isSpecial ? constantOf({ special_value: entry }) : undefined;
}

const constantType: DynamicType = {
  decode: constantReading,
  takes: (value) => constantReading(value) !== undefined,
  expected: 'a mapping with value (a number) or special_value',
};

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
  stateOutputs: { output: 0 },
  bind: () => undefined,
});
