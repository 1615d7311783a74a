import { composite } from '../kind.ts';
import type { RawPort } from '../ports.ts';
import type { AutoScalerConfig } from '../scaling/auto-scaler-config.ts';
import { autoScalerSchema } from '../scaling/auto-scaler-schema.ts';
import { scalingCircuit } from '../scaling/circuit.ts';

/** Scales an object out and in by controllers, within bounds, step limits and cooldowns. */
export const autoScaler = composite<AutoScalerConfig>({
  kind: 'auto_scaler',
  group: 'auto_scale',
  unsupported: true,
  name: 'AutoScaler',
  summary: 'Scales an object out and in by several controllers.',
  in: {},
  out: { actual_scale: 'one', configured_scale: 'one', desired_scale: 'one' },
  config: autoScalerSchema,
  needs: ['scaling_backend', 'scaling_parameters'],
  label: ({ scaling_backend: { kubernetes_replicas } }) => {
    const { namespace, kind, name } = kubernetes_replicas.kubernetes_object_selector;
    return `${namespace}:${kind}/${name}`;
  },
  ports: (config) => {
    const { actual_replicas, configured_replicas, desired_replicas } =
      config.scaling_backend.kubernetes_replicas.out_ports ?? {};
    return {
      in: {
        ...portsOf('scale_out', config.scale_out_controllers),
        ...portsOf('scale_in', config.scale_in_controllers),
      },
      out: {
        ...(actual_replicas && { actual_scale: actual_replicas }),
        ...(configured_replicas && { configured_scale: configured_replicas }),
        ...(desired_replicas && { desired_scale: desired_replicas }),
      },
    };
  },
  portAt: (side, port) => {
    if (side === 'out')
      return `scaling_backend/kubernetes_replicas/out_ports/${port.replace('scale', 'replicas')}`;
    const [, way, name, index] = /^(scale_out|scale_in)_(\w+)_(\d+)$/.exec(port)!;
    return `${way}_controllers/${index}/controller/gradient/in_ports/${name}`;
  },
  expand: scalingCircuit,
});

function portsOf(
  way: string,
  given: AutoScalerConfig['scale_in_controllers'] = [],
): Record<string, readonly RawPort[]> {
  const ports = given.flatMap(({ controller }, i) =>
    Object.entries(controller.gradient?.in_ports ?? {}).map(
      ([name, raw]) => [`${way}_${name}_${i}`, [raw]] as const,
    ),
  );
  return Object.fromEntries(ports);
}
