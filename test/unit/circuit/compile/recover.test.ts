import { expect, it } from 'vitest';
import { type KnownFaults, recover } from '../../../../src/circuit/compile/recover.ts';

const reported: string[] = [];
const recovered = (raw: readonly unknown[], knownFaults: KnownFaults = {}) => {
  reported.length = 0;
  const report = (code: string, _: unknown, pointer: string) => void reported.push(`${code} ${pointer}`);
  const { circuits, errors, unresolved } = recover(
    raw,
    '/components',
    { interval: 1, ticks: Math.ceil, report },
    knownFaults,
  );
  return {
    sound: circuits.map(({ depth, components }) => [
      depth,
      ...components.map(({ id, kind }) => `${id} ${kind.kind}`),
    ]),
    errors: errors.map(({ id, name }) => `${id} ${name}`),
    unresolved: [...unresolved],
  };
};
const refused = (...pointers: string[]): KnownFaults => ({
  invalidPart: (pointer) => (pointers.includes(pointer) ? 'other' : undefined),
});
const end = (side: string, port_name: unknown) => ({ [`nested_signal_${side}`]: { port_name } });

it('goes on past what is no component, by its index', () => {
  expect(recovered([5, { decidr: {} }, null, { or: {} }])).toEqual({
    sound: [[0, 'root.3 or']],
    errors: ['root.0 component', 'root.1 component', 'root.2 component'],
    unresolved: [],
  });
  expect(reported).toEqual([
    'CIRCUIT_NO_KIND /components/0',
    'CIRCUIT_UNKNOWN_KIND /components/1/decidr',
    'CIRCUIT_NO_KIND /components/2',
  ]);
});

it('takes a component that its schema refuses for an error node of its kind, without a word', () => {
  expect(recovered([{ or: {} }, { sma: {} }], refused('/components/1'))).toEqual({
    sound: [[0, 'root.0 or']],
    errors: ['root.1 SMA'],
    unresolved: [],
  });
  expect(reported).toEqual([]);
});

it('reads the circuit inside a sound one', () => {
  const inside = [{ or: {} }, { decidr: {} }];
  expect(recovered([{ nested_circuit: { components: inside } }])).toEqual({
    sound: [[0, 'root.0 nested_circuit']],
    errors: ['root.0.1 component'],
    unresolved: [],
  });
  expect(reported).toEqual(['CIRCUIT_UNKNOWN_KIND /components/0/nested_circuit/components/1/decidr']);
});

it('reads the circuit inside an error node, and leaves open where it leads', () => {
  const inside = [{ or: {} }, end('egress', 'y')];
  const circuit = { nested_circuit: { components: inside, out_ports_map: { x: { signal_name: 'X' } } } };
  expect(recovered([circuit], refused('/components/0'))).toEqual({
    sound: [[0], [1, 'root.0.0 or', 'root.0.1 nested_signal_egress']],
    errors: ['root.0 component'],
    unresolved: ['root.0.0', 'root.0.1'],
  });
  expect(reported.at(-1)).toBe('CIRCUIT_NESTED_PORT /components/0/nested_circuit/out_ports_map/x');
});

it('makes an error node of mapped ports without an end, and leaves open where the ends lead', () => {
  const inside = [{ or: {} }, end('egress', 'y')];
  const circuit = { nested_circuit: { components: inside, out_ports_map: { x: { signal_name: 'X' } } } };
  expect(recovered([circuit])).toEqual({
    sound: [[0, 'root.0 nested_circuit']],
    errors: ['root.0.ports NestedCircuit'],
    unresolved: ['root.0.1'],
  });
});

it.each<[string, 'ports' | 'other', string[]]>([
  ['checks the config where the ports alone are refused', 'ports', ['CIRCUIT_CONFIG /components/0/sma']],
  ['leaves the config where it is refused itself', 'other', []],
])('%s', (_, part, expected) => {
  recovered([{ sma: { parameters: { sma_window: '9999w' } } }], { invalidPart: () => part });
  expect(reported).toEqual(expected);
});
