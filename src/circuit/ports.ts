/** How composites write the two ends of their ports. */
export const ingress = (port: string, signal: string): unknown => ({
  nested_signal_ingress: { port_name: port, out_ports: { signal: { signal_name: signal } } },
});

export const egress = (port: string, signal: string): unknown => ({
  nested_signal_egress: { port_name: port, in_ports: { signal: { signal_name: signal } } },
});
