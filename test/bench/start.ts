import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { median, type Row } from './row.ts';

const ROUNDS = 41;
const rollout = resolve('dist/rollout.js');

const VALUES = `# blueprint: policies/feature-rollout/average-latency
policy:
  policy_name: checkout-v2
  load_ramp:
    sampler:
      selectors: [{service: checkout.prod.svc, control_point: ingress}]
    steps:
      - {target_accept_percentage: 1, duration: 0s}
      - {target_accept_percentage: 100, duration: 300s}
  drivers:
    average_latency_drivers:
      - selectors: [{service: checkout.prod.svc, control_point: ingress}]
        criteria: {forward: {threshold: 75}, reset: {threshold: 100}}
`;

/** How long commands take to start and end, as multiples of a Node that does nothing. */
export async function* start(): AsyncGenerator<Row> {
  const folder = mkdtempSync(join(tmpdir(), 'rollout-bench-'));
  const values = join(folder, 'values.yaml');
  writeFileSync(values, VALUES);
  const commands: readonly (readonly [string, number, readonly string[]])[] = [
    ['rollout --version', 1.3, ['--version']],
    ['rollout --help', 2, ['--help']],
    ['rollout policy render', 3, ['policy', 'render', '--values-file', values]],
    ['rollout blueprints validate', 3, ['blueprints', 'validate', '--values-file', values]],
  ];
  try {
    const bare: number[] = [];
    const times = commands.map((): number[] => []);
    for (let round = 0; round < ROUNDS; round++) {
      bare.push(timeOf(['-e', '0']));
      for (const [i, [, , args]] of commands.entries()) times[i]!.push(timeOf([rollout, ...args]));
    }
    for (const [i, [name, atMost]] of commands.entries())
      yield { name, value: median(times[i]!) / median(bare), unit: 'x node -e 0', atMost };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Milliseconds from the start of a Node process to its end. */
function timeOf(args: readonly string[]): number {
  const before = performance.now();
  const { status, stderr } = spawnSync(process.execPath, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  const after = performance.now();
  if (status !== 0) throw new Error(`node ${args.join(' ')} ended with ${status}: ${stderr}`);
  return after - before;
}
