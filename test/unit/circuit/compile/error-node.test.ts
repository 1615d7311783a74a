import { expect, it } from 'vitest';
import { errorNode } from '../../../../src/circuit/compile/error-node.ts';

const signal = (name: unknown) => ({ signal_name: name });

it.each<[string, unknown, { in?: object; out?: object; names?: string[] }]>([
  [
    'ports, by their pointers, whatever the kind',
    { odd: { in_ports: { lhs: signal('A'), all: [signal('B'), {}] }, out_ports: { x: signal('C') } } },
    {
      in: { '/odd/in_ports/lhs': 'A', '/odd/in_ports/all/0': 'B' },
      out: { '/odd/out_ports/x': 'C' },
    },
  ],
  [
    'the ports of a nested circuit, not what is inside it',
    {
      nested_circuit: {
        in_ports_map: { x: signal('A') },
        out_ports_map: { y: signal('B') },
        components: [{ inverter: { in_ports: { input: signal('INSIDE') } } }],
      },
    },
    { in: { '/nested_circuit/in_ports_map/x': 'A' }, out: { '/nested_circuit/out_ports_map/y': 'B' } },
  ],
  [
    'any other text as a name that may be meant',
    { or: { in_ports: { inputs: 'A' }, out_prts: { output: signal('B') }, operator: 'gt' } },
    { names: ['A', 'B', 'gt'] },
  ],
  [
    'nothing where there is no text',
    { a: [1, null, true, {}], in_ports: { x: signal(5), y: signal('') } },
    { names: [''] },
  ],
  ['nothing in what is no mapping', 5, {}],
])('knows %s', (_, raw, { in: ins = {}, out = {}, names = [] }) => {
  const node = errorNode(raw, { id: 'root.3', circuit: 'root', pointer: '/components/3' });
  const feeds = Object.entries(node.in).map(([at, [feed]]) => [at, feed!.signal!.slice(5)]);
  expect(Object.fromEntries(feeds)).toEqual(ins);
  expect(Object.fromEntries(Object.entries(node.out).map(([at, key]) => [at, key.slice(5)]))).toEqual(out);
  expect([...node.possibleSignals]).toEqual(names.map((name) => `root/${name}`));
});
