import { expect, it } from 'vitest';
import { egress, ingress, written } from '../../../src/circuit/written.ts';

it('writes a component as a policy spells it', () => {
  expect(
    written(
      'auto_scale.pod_scaler',
      { replicas: 'A', list: ['B', 2], none: Number.NaN },
      { actual: 'C' },
      { dry_run: true },
    ),
  ).toEqual({
    auto_scale: {
      pod_scaler: {
        dry_run: true,
        in_ports: {
          replicas: { signal_name: 'A' },
          list: [{ signal_name: 'B' }, { constant_signal: { value: 2 } }],
          none: { constant_signal: { special_value: 'NaN' } },
        },
        out_ports: { actual: { signal_name: 'C' } },
      },
    },
  });
});

it('writes both ends of a port', () => {
  expect(ingress('in', 'X')).toEqual({
    nested_signal_ingress: { port_name: 'in', in_ports: {}, out_ports: { signal: { signal_name: 'X' } } },
  });
  expect(egress('out', 'Y')).toEqual({
    nested_signal_egress: { port_name: 'out', in_ports: { signal: { signal_name: 'Y' } }, out_ports: {} },
  });
});
