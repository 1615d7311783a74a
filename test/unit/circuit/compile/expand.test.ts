import { expect, it } from 'vitest';
import { expand } from '../../../../src/circuit/compile/expand.ts';
import { recover } from '../../../../src/circuit/compile/recover.ts';
import type { Component } from '../../../../src/circuit/tree.ts';

const reported: string[] = [];
const expanded = (...raw: unknown[]): Component[] => {
  reported.length = 0;
  const context = {
    interval: 2,
    ticks: Math.ceil,
    report: (code: string, _: unknown, pointer: string) => void reported.push(`${code} ${pointer}`),
  };
  return expand(recover(raw, '/components', context, {}).circuits, '/components', context);
};

it('normalises a component and names its place', () => {
  const [component] = expanded({
    query: { promql: { query_string: 'up', out_ports: { output: { signal_name: 'A' } } } },
  });
  expect(component).toMatchObject({
    id: 'root.0',
    name: 'PromQL',
    label: 'every 10s',
    pointer: '/components/0/query/promql',
    config: { query_string: 'up', evaluation_interval: 10 },
    in: {},
    out: { output: 'root/A' },
    children: [],
  });
  expect(component!.at('out', 'output')).toBe('/components/0/query/promql/out_ports/output');
});

it('writes composites out, and leads the places of their parts back to them', () => {
  const [ramp] = expanded({
    flow_control: {
      load_ramp: {
        in_ports: { forward: { signal_name: 'GO' } },
        parameters: { steps: [{ duration: '3s' }], sampler: { selectors: [{ control_point: 'x' }] } },
      },
    },
  });
  expect(ramp!.children.map(({ id, name }) => `${id} ${name}`)).toEqual([
    'root.0.0 SignalGenerator',
    'root.0.1 Sampler',
    'root.0.2 NestedSignalIngress',
    'root.0.3 NestedSignalIngress',
    'root.0.4 NestedSignalIngress',
    'root.0.5 NestedSignalEgress',
    'root.0.6 NestedSignalEgress',
    'root.0.7 NestedSignalEgress',
  ]);
  expect(ramp!.children[2]).toMatchObject({
    in: { signal: [{ signal: 'root/GO' }] },
    out: { signal: 'root.0/FORWARD' },
  });
  expect(ramp!.children[2]!.at('in', 'signal')).toBe('/components/0/flow_control/load_ramp/in_ports/forward');
});

it('points into nested circuits people wrote themselves', () => {
  const [nested] = expanded({ nested_circuit: { components: [{ decider: { operator: 'gt' } }] } });
  expect(nested!.children[0]!.pointer).toBe('/components/0/nested_circuit/components/0/decider');
  expect(reported).toEqual(
    ['lhs', 'rhs'].map(
      (port) => `CIRCUIT_UNCONNECTED_PORT /components/0/nested_circuit/components/0/decider/in_ports/${port}`,
    ),
  );
});
