import { expect, it } from 'vitest';
import { portNamed, readPorts, resolvePorts } from '../../../../src/circuit/compile/ports.ts';
import { kindsBySpelling } from '../../../../src/circuit/kinds.ts';

const first = kindsBySpelling.get('first_valid')!;
const portsOf = (spelling: string, config: Record<string, unknown>) => {
  const kind = kindsBySpelling.get(spelling)!;
  return resolvePorts({ kind, pointer: '/c/3' }, readPorts(kind, config), 'root.3');
};

it.each<[string, unknown, unknown]>([
  ['a signal', { signal_name: 'A' }, [{ signal: 'root.3/A' }]],
  ['a constant', { constant_signal: { value: 1.5 } }, [{ constant: 1.5, text: '1.50' }]],
  ['an empty name, which is 0', { signal_name: '' }, [{ constant: 0, text: '0.00' }]],
  ['a port with nothing in it', {}, []],
  ['a port with only nulls in it', { signal_name: null }, []],
])('a single port takes %s', (_, given, expected) => {
  expect(portsOf('inverter', { in_ports: { input: given } }).in).toEqual({ input: expected });
});

it('a list keeps its order, and an empty entry is 0', () => {
  const { in: ins } = portsOf('first_valid', {
    in_ports: { inputs: [{ signal_name: 'A' }, {}, { constant_signal: { special_value: '+Inf' } }] },
  });
  expect(ins.inputs).toEqual([
    { signal: 'root.3/A' },
    { constant: 0, text: '0.00' },
    { constant: Number.POSITIVE_INFINITY, text: '+Inf' },
  ]);
});

it('an out port without a name puts out nothing', () => {
  const ports = readPorts(first, { out_ports: { output: { signal_name: '' } } });
  expect(resolvePorts({ kind: first, pointer: '' }, ports, 'root').out).toEqual({});
});

it('ports are found where their kind has them written', () => {
  const { at, in: ins } = portsOf('nested_circuit', { in_ports_map: { x: { signal_name: 'A' } } });
  expect([ins, at('in', 'x'), at('out', 'y')]).toEqual([
    { x: [{ signal: 'root.3/A' }] },
    '/c/3/in_ports_map/x',
    '/c/3/out_ports_map/y',
  ]);
});

it('a port may have the name of what every object has', () => {
  const names = ['__proto__', 'constructor', 'toString'];
  const config = {
    in_ports_map: Object.fromEntries(names.map((name) => [name, { signal_name: 'A' }])),
    out_ports_map: Object.fromEntries(names.map((name) => [name, { signal_name: 'B' }])),
  };
  const { in: ins, out: outs } = portsOf('nested_circuit', config);
  expect([Object.keys(ins), Object.keys(outs)]).toEqual([names, names]);
  for (const name of names) {
    expect([portNamed(ins, name), portNamed(outs, name)]).toEqual([[{ signal: 'root.3/A' }], 'root.3/B']);
    expect(portNamed({}, name)).toBeUndefined();
  }
});
