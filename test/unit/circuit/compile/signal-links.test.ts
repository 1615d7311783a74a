import { expect, it } from 'vitest';
import { compile } from '../../../../src/circuit/compile.ts';
import { compare, promql, ramp } from '../../../support/plans.ts';

const steer = [promql('A', 'up'), compare('A', 'gt', 1, 'GO'), ramp([[1, '1s']], { forward: 'GO' })];
const nested = (body: object, ...components: unknown[]) => ({ nested_circuit: { ...body, components } });
const refused = (index: number, path = '') => `/circuit/components/${index}${path}`;

/** Compiles with the components at these pointers refused by their schema. */
const saidOf = (components: readonly unknown[], ...invalid: readonly string[]): string[] =>
  compile({ components }, (path) => ({ path }), {
    invalidPart: (pointer) => (invalid.includes(pointer) ? 'other' : undefined),
  }).diagnostics.map(({ code, path, message }) =>
    `${code} ${path?.replace('/circuit/components', '')} ${message.split(', ')[1] ?? ''}`.trim(),
  );

it.each<[string, unknown[], string[], string[]]>([
  [
    'takes the signal that was probably meant for read, and for leading on',
    [promql('LATENCY', 'up'), compare('LATENCI', 'gt', 1, 'GO'), ramp([[1, '1s']], { forward: 'GO' })],
    [],
    ['CIRCUIT_UNDEFINED_SIGNAL /1/decider/in_ports/lhs/signal_name did you mean "LATENCY"?'],
  ],
  [
    'says of a signal with two producers nothing else',
    [...steer, promql('GO', 'up')],
    [],
    ['CIRCUIT_DUPLICATE_SIGNAL /3/query/promql/out_ports/output/signal_name first by Decider root.1'],
  ],
  [
    'knows the signals of a component that its schema refuses',
    [promql('A', 'up'), compare('A', 'beyond', 1, 'GO'), ramp([[1, '1s']], { forward: 'GO' })],
    [refused(1)],
    [],
  ],
  [
    'finds the faults of their links',
    [promql('A', 'up'), compare('NIX', 'beyond', 1, 'A'), ramp([[1, '1s']], { forward: 'A' })],
    [refused(1)],
    [
      'CIRCUIT_DUPLICATE_SIGNAL /1/decider/out_ports/output/signal_name first by PromQL root.0',
      'CIRCUIT_UNDEFINED_SIGNAL /1/decider/in_ports/lhs/signal_name',
    ],
  ],
  [
    'calls no signal undefined or unused that such a component may mean',
    [promql('A', 'up'), { decidr: { in: { lhs: 'A' }, out: 'GO' } }, ramp([[1, '1s']], { forward: 'GO' })],
    [refused(1)],
    ['CIRCUIT_UNKNOWN_KIND /1/decidr did you mean "decider"?'],
  ],
  [
    'looks into a circuit one of whose own keys cannot be read, and at the ports that can',
    [
      ...steer,
      nested(
        { in_port_map: { x: { signal_name: 'A' } }, out_ports_map: { y: { signal_name: 'GO' } } },
        { nested_signal_ingress: { port_name: 'x', out_ports: { signal: { signal_name: 'X' } } } },
        compare('XX', 'gt', 1, 'Y'),
        { nested_signal_egress: { port_name: 'z', in_ports: { signal: { signal_name: 'Y' } } } },
      ),
    ],
    [refused(3)],
    [
      'CIRCUIT_NESTED_PORT /3/nested_circuit/out_ports_map/y but root.3 has no egress of that name',
      'CIRCUIT_DUPLICATE_SIGNAL /3/nested_circuit/out_ports_map/y/signal_name first by Decider root.1',
      'CIRCUIT_UNDEFINED_SIGNAL /3/nested_circuit/components/1/decider/in_ports/lhs/signal_name did you mean "X"?',
    ],
  ],
  [
    'takes a component inside for itself',
    [...steer, nested({}, compare('B', 'beyond', 1, 'C'))],
    [refused(3, '/nested_circuit/components/0')],
    [
      'CIRCUIT_UNDEFINED_SIGNAL /3/nested_circuit/components/0/decider/in_ports/lhs/signal_name',
      'CIRCUIT_UNUSED_SIGNAL /3/nested_circuit/components/0/decider/out_ports/output/signal_name',
    ],
  ],
])('%s', (_, components, invalid, expected) => {
  expect(saidOf(components, ...invalid)).toEqual(expected);
});
