/** Values whose ramp is short: it goes forward while the query is below 1, and resets above 2; `half` is how long a step to 50 % takes, where it has one. */
export const values = ({
  last = '10m',
  half = '',
  interval = '250ms',
  query = 'max(reading)',
}): string => `# blueprint: promql
policy:
  policy_name: checkout-v2
  evaluation_interval: ${interval}
  load_ramp:
    sampler: {selectors: [{service: any, control_point: ingress}]}
    steps:
      - {target_accept_percentage: 1, duration: ${interval === '250ms' ? '500ms' : interval}}
${half === '' ? '' : `      - {target_accept_percentage: 50, duration: ${half}}\n`}      - {target_accept_percentage: 100, duration: ${last}}
  drivers:
    promql_drivers:
      - {query_string: ${query}, criteria: {forward: {operator: lt, threshold: 1}, reset: {operator: gt, threshold: 2}}}
`;

/** A rollout of it that moves a program and a flag of flagd. */
export const rollout = (url: string, more = ''): string => `rollout: checkout-v2
values_file: values.yaml
prometheus: {url: "${url}"}
start: immediately
${more}actuators:
  - exec: {command: [./tell.sh], flag: new-checkout, apply_every: 0s}
  - flagd: {file: flags.json, flag: new-checkout, apply_every: 0s}
`;

/** Makes the program: each call adds a line `PID PERCENTAGE` to `told.txt`. */
export const TELLER = `printf '#!/bin/sh\\necho "$PPID $ROLLOUT_PERCENTAGE" >> told.txt\\n' > tell.sh && chmod +x tell.sh`;

export const FLAGS = `{"flags": {"new-checkout": {"state": "ENABLED", "variants": {"on": true, "off": false}, "defaultVariant": "off"}}}\n`;
