import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { BLUEPRINTS, exampleValues } from '../../support/values.ts';
import { property } from '../fuzz-class.ts';
import { root } from '../root.ts';
import type { World } from '../world.ts';

const TICKS = 3_000;
const values = ['--values-file', 'values.yaml'];

interface Work {
  readonly argv: readonly string[];
  /** Files and how each ends when it is whole. */
  readonly whole: Readonly<Record<string, RegExp>>;
}

const WORKS: readonly Work[] = [
  {
    argv: [
      'simulate',
      ...values,
      '--start',
      '--duration',
      `${TICKS}s`,
      '--trace',
      't.csv',
      '--report',
      'r.html',
    ],
    whole: { 't.csv': new RegExp(`\\n${TICKS - 1},[^\\n]*\\n$`), 'r.html': /<\/html>\s*$/ },
  },
  {
    argv: ['policy', 'render', ...values, '--output-dir', 'out'],
    whole: { 'out/policies/checkout-v2-cr.yaml': /spec:\n[\s\S]*\n$/ },
  },
  {
    argv: ['dynamic-config', 'apply', '--policy', 'p', '--set', 'rollout=true', '--state-dir', 'sd'],
    whole: { 'sd/dynamic-config/p.json': /}\s*$/ },
  },
  {
    argv: ['blueprints', 'generate', ...values, '--output-file', 'other.yaml'],
    whole: { 'other.yaml': /threshold: [\d.]+\n$/ },
  },
];

const MAX_DELAY_MS = 600;

/** Commands that are killed on the way leave whole files or none, and can be run again. */
export const kill = property(
  fc.record({ work: fc.constantFrom(...WORKS), delay: fc.noBias(fc.nat(MAX_DELAY_MS)) }),
  async (world, { work, delay }) => {
    world.fill({ 'values.yaml': exampleValues(BLUEPRINTS[2]) });
    const child = spawn(process.execPath, [join(root, 'dist/rollout.js'), ...work.argv], {
      cwd: world.directory,
      stdio: 'ignore',
      env: { PATH: process.env.PATH, HOME: world.directory },
    });
    const ended = once(child, 'exit');
    await Promise.race([ended, sleep(delay)]);
    child.kill('SIGKILL');
    await ended;
    checkWhole(world, work);
    const isGiven = work.argv[0] === 'dynamic-config';
    const again = await world.run([...work.argv, ...(isGiven ? [] : ['--overwrite'])], { isAnyOutput: true });
    if (again.exit !== 0) world.refuse(`after a kill at ${delay} ms it does not run again`, again);
    checkWhole(world, work);
  },
);

function checkWhole(world: World, { whole }: Work): void {
  for (const [name, end] of Object.entries(whole)) {
    if (!existsSync(world.path(name))) continue;
    const text = readFileSync(world.path(name), 'utf8');
    if (!end.test(text))
      world.refuse(`${name} is not whole, it ends with ${JSON.stringify(text.slice(-80))}`);
  }
  const directory = world.path('out');
  if (!existsSync(directory)) return;
  const empty = readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.tmp'))
    .filter((entry) => readFileSync(join(entry.parentPath, entry.name)).length === 0);
  if (empty.length > 0) world.refuse(`${empty.map(({ name }) => name).join(', ')} is empty`);
}
