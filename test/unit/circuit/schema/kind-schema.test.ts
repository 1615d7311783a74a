import { expect, it } from 'vitest';
import { kinds, kindsBySpelling } from '../../../../src/circuit/kinds.ts';
import { configSchema, inPorts, outPorts } from '../../../../src/circuit/schema/kind-schema.ts';

it('has the config and the ports of a kind', () => {
  const schema = configSchema(kindsBySpelling.get('decider')!);
  expect(Object.keys(schema.properties!)).toEqual([
    'operator',
    'true_for',
    'false_for',
    'in_ports',
    'out_ports',
  ]);
  expect(schema).toMatchObject({ required: ['operator'], additionalProperties: false });
});

it('asks for in_ports where a port is required', () => {
  expect(configSchema(kindsBySpelling.get('flow_control.rate_limiter')!).required).toContain('in_ports');
});

it('asks for a port where in_ports is written, without asking for in_ports', () => {
  const schema = configSchema(kindsBySpelling.get('inverter')!);
  expect(schema.required).toEqual([]);
  expect(schema.properties!.in_ports!.required).toEqual(['input']);
});

it('has ports of one source, of lists, and required ones', () => {
  expect(inPorts({ input: 'one', inputs: 'many', signal: 'required' })).toMatchObject({
    properties: {
      input: { $ref: '#/$defs/InPort' },
      inputs: { type: 'array', items: { $ref: '#/$defs/InPort' } },
    },
    required: ['signal'],
  });
  expect(outPorts({ output: 'one' })).toMatchObject({ properties: { output: { $ref: '#/$defs/OutPort' } } });
});

it('is made once for each kind', () => {
  for (const kind of kinds) expect(configSchema(kind)).toBe(configSchema(kind));
});
