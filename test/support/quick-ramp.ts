/** Values of a ramp whose last step takes so long; it goes forward while `reading` is below 1, and resets above 2. */
export const quickRamp = (last: string): string => `# blueprint: promql
policy:
  policy_name: checkout-v2
  evaluation_interval: 250ms
  load_ramp:
    sampler: {selectors: [{service: any, control_point: ingress}]}
    steps:
      - {target_accept_percentage: 1, duration: 500ms}
      - {target_accept_percentage: 100, duration: ${last}}
  drivers:
    promql_drivers:
      - {query_string: max(reading), criteria: {forward: {operator: lt, threshold: 1}, reset: {operator: gt, threshold: 2}}}
`;
