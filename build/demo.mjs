// The main job on the built-in scenario, command by command: what a newcomer sees first.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const rollout = fileURLToPath(new URL('../dist/rollout.js', import.meta.url));
const dir = 'rollout-demo';
const target = '{service: checkout.prod.svc, control_point: ingress}';
const values = `${dir}/values.yaml`;

const steps = [
  [
    '1. Generate the values of a rollout: 1 %, then to 100 % in five minutes while latency stays under 75 ms',
    [
      'blueprints',
      'generate',
      '--name',
      'average-latency',
      '--set',
      'policy.policy_name=checkout-v2',
      '--set',
      `policy.load_ramp.sampler.selectors=[${target}]`,
      '--set',
      `policy.drivers.average_latency_drivers=[{selectors: [${target}], criteria: {forward: {threshold: 75}, reset: {threshold: 100}}}]`,
      '--stage',
      '1,0s',
      '--stage',
      '100,300s',
      '--output-file',
      values,
      '--overwrite',
    ],
  ],
  ['2. Validate them', ['blueprints', 'validate', '--values-file', values]],
  [
    '3. Render the policy, its diagram and its dashboard',
    ['policy', 'render', '--values-file', values, '--output-dir', `${dir}/out`, '--overwrite'],
  ],
  [
    '4. Rehearse it on a feature that gets slow',
    [
      'simulate',
      '--values-file',
      values,
      '--start',
      '--scenario',
      'latency-regression',
      '--trace',
      `${dir}/trace.csv`,
      '--report',
      `${dir}/report.html`,
      '--overwrite',
    ],
  ],
];

const quote = (word) => (/^[\w./,=-]+$/.test(word) ? word : `'${word}'`);

for (const [title, args] of steps) {
  console.log(`\n# ${title}\n$ rollout ${args.map(quote).join(' ')}`);
  const { status, error } = spawnSync(process.execPath, [rollout, ...args], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (error || status !== 0) {
    console.error(`\nThe demo stopped: rollout ended with ${error?.message ?? status}.`);
    process.exit(status || 70);
  }
}
console.log(`
Everything is in ${dir}/:
  values.yaml          what you would keep in your repository
  out/policies/        the policy, as a Kubernetes resource and bare
  out/graphs/          its circuit as Mermaid, DOT and SVG
  out/dashboards/      its Grafana dashboard
  trace.csv            every signal, tick by tick
  report.html          the rehearsal as one page: open it in a browser
Next:
  npx rollout demo     a rollout in this terminal, as it happens: you break its service and see it go back
  README.md            "The five-minute tour", on a Prometheus`);
