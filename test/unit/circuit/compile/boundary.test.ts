import { expect, it } from 'vitest';
import { compile } from '../../../../src/circuit/compile.ts';
import { promql, ramp } from '../../../support/plans.ts';

const ingress = (port: string, extra = {}) => ({
  nested_signal_ingress: { port_name: port, out_ports: { signal: { signal_name: 'X' } }, ...extra },
});
const egress = (port: string) => ({
  nested_signal_egress: { port_name: port, in_ports: { signal: { signal_name: 'X' } } },
});
/** A circuit between a query and the ramp: `Q` goes in by `foo`, `N` comes out by `bar`. */
const around = (...components: unknown[]) => [
  promql('Q', 'up'),
  {
    nested_circuit: {
      in_ports_map: { foo: { signal_name: 'Q' } },
      out_ports_map: { bar: { signal_name: 'N' } },
      components,
    },
  },
  ramp([[1, '1s']], { forward: 'N' }),
];

const INSIDE = '/circuit/components/1/nested_circuit/components';

it.each<[string, unknown[], string[], string[]]>([
  ['nothing where each port has its end', [ingress('foo'), egress('bar')], [], []],
  [
    'an end of another name, and nothing of the signals it should pass',
    [ingress('foo'), egress('barr')],
    [],
    ['port "bar" is mapped, but root.1 has no egress of that name, did you mean "barr"?'],
  ],
  [
    'an ingress that is not there, and one that is not mapped',
    [ingress('fo'), egress('bar')],
    [],
    [
      'nested_circuit reads nothing on "fo": the reading is always invalid',
      'port "foo" is mapped, but root.1 has no ingress of that name, did you mean "fo"?',
    ],
  ],
  [
    'two of one name',
    [ingress('foo'), { ...ingress('foo', { out_ports: {} }) }, egress('bar')],
    [],
    ['two ingresses or egresses carry the port_name "foo"'],
  ],
  [
    'nothing of an end that cannot be read but names its port',
    [ingress('foo'), egress('bar')],
    [`${INSIDE}/1`],
    [],
  ],
  [
    'nothing of one that cannot be read and has no name',
    [ingress('foo'), { nested_signal_egress: { in_ports: { signal: { signal_name: 'X' } } } }],
    [`${INSIDE}/1`],
    [],
  ],
  [
    'the port all the same where what cannot be read is something else',
    [ingress('foo'), { inverter: { in_ports: { input: { signal_name: 'X' } } } }],
    [`${INSIDE}/1`],
    ['port "bar" is mapped, but root.1 has no egress of that name'],
  ],
])('reports %s', (_, components, invalid, expected) => {
  const { diagnostics } = compile({ components: around(...components) }, (path) => ({ path }), {
    invalidPart: (pointer) => (invalid.includes(pointer) ? 'other' : undefined),
  });
  expect(diagnostics.map(({ message }) => message)).toEqual(expected);
});
