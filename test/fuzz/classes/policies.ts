import fc from 'fast-check';
import { dumpYaml } from '../../../src/text/yaml.ts';
import { randomCircuit } from '../../support/random-circuit.ts';
import { renderedPolicies, scriptedCircuits } from '../../support/sound-policies.ts';
import { changedDocuments } from '../document.ts';
import { property } from '../fuzz-class.ts';
import { checkUses, type Use } from '../uses.ts';

const FILE = 'policy.yaml';
const given = ['--policy-file', FILE];

const USES: readonly Use[] = [
  { argv: ['policy', 'graph', ...given, '--depth', '-1'] },
  { argv: ['policy', 'graph', ...given, '--format', 'dot', '--depth', '2'] },
  { argv: ['policy', 'graph', ...given, '--format', 'svg', '--output-file', 'g.svg'], outputs: ['g.svg'] },
  { argv: ['policy', 'dashboard', ...given] },
  { argv: ['policy', 'validate', ...given, '--explain'] },
  { argv: ['policy', 'render', ...given, '--output-dir', 'out'], outputs: ['out'] },
  { argv: ['policy', 'diff', FILE, FILE, '-o', 'json'] },
  { argv: ['simulate', ...given, '--start', '--duration', '1m', '-o', 'json'], isPartial: true },
  {
    argv: ['simulate', ...given, '--duration', '9s', '--trace', 't.csv', '--report', 'r.html'],
    outputs: ['t.csv', 'r.html'],
    isPartial: true,
  },
];

const circuits = randomCircuit.map((components) =>
  dumpYaml({ circuit: { evaluation_interval: '1s', components } }),
);

/** Policies of every kind of component: validate, render or one use more. */
export const policies = property(
  fc.record({
    text: fc.oneof(
      { weight: 4, arbitrary: changedDocuments([...scriptedCircuits(), ...renderedPolicies()]) },
      { weight: 1, arbitrary: circuits },
    ),
    use: fc.constantFrom(...USES),
  }),
  (world, { text, use }) => {
    world.fill({ [FILE]: text });
    return checkUses(
      world,
      ['policy', 'validate', ...given, '-o', 'json'],
      [{ argv: ['policy', 'render', ...given] }, use],
    );
  },
);
