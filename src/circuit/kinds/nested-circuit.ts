import { composite } from '../kind.ts';
import type { RawPort } from '../ports.ts';
import { list, ref, text } from '../schema/config-schema.ts';

export interface NestedCircuitConfig {
  readonly name?: string;
  readonly short_description?: string;
  readonly in_ports_map?: Readonly<Record<string, RawPort>>;
  readonly out_ports_map?: Readonly<Record<string, { readonly signal_name?: string }>>;
  readonly components?: readonly unknown[];
}

/** A circuit in a circuit: its signals are its own, and it is connected by ingresses and egresses. */
export const nestedCircuit = composite<NestedCircuitConfig>({
  kind: 'nested_circuit',
  name: 'NestedCircuit',
  nameOf: ({ name }) => name || 'NestedCircuit',
  summary: 'A circuit within the circuit, with signals of its own.',
  in: {},
  out: {},
  config: {
    in_ports_map: {
      type: 'object',
      description: 'What each ingress reads in the circuit around, by port name.',
      additionalProperties: ref('InPort'),
    },
    out_ports_map: {
      type: 'object',
      description: 'The signal of the circuit around that each egress puts out, by port name.',
      additionalProperties: ref('OutPort'),
    },
    components: list('The components.', ref('Component')),
    name: text('Its name in diagrams.'),
    short_description: text('A line below its name in diagrams.'),
  },
  label: ({ short_description }) => short_description ?? '',
  ports: ({ in_ports_map, out_ports_map }) => ({
    in: Object.fromEntries(
      Object.entries(in_ports_map ?? {}).map(([port, raw]) => [port, Object.keys(raw).length ? [raw] : []]),
    ),
    out: out_ports_map ?? {},
  }),
  portAt: (side, port) => `${side === 'in' ? 'in_ports_map' : 'out_ports_map'}/${port}`,
  written: { components: 'components', in: 'in_ports_map', out: 'out_ports_map' },
  expand: ({ components }) => components ?? [],
});
