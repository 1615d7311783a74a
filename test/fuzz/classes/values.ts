import fc from 'fast-check';
import { BLUEPRINTS, conformanceValues, exampleValues } from '../../support/values.ts';
import { changedDocuments } from '../document.ts';
import { property } from '../fuzz-class.ts';
import { checkUses, type Use } from '../uses.ts';

const FILE = 'values.yaml';
const given = ['--values-file', FILE];

const USES: readonly Use[] = [
  { argv: ['policy', 'graph', ...given, '--depth', '-1'] },
  { argv: ['policy', 'graph', ...given, '--format', 'svg', '--output-file', 'g.svg'], outputs: ['g.svg'] },
  { argv: ['policy', 'dashboard', ...given] },
  { argv: ['policy', 'validate', ...given, '--explain'] },
  { argv: ['policy', 'render', ...given, '--output-dir', 'out'], outputs: ['out'] },
  { argv: ['policy', 'diff', FILE, FILE, '-o', 'json'] },
  { argv: ['simulate', ...given, '--start', '--duration', '1m', '-o', 'json'], isPartial: true },
  {
    argv: ['blueprints', 'generate', ...given, '--output-file', 'other.yaml', '-o', 'json'],
    outputs: ['other.yaml'],
  },
];

const sound = [...conformanceValues.values(), ...BLUEPRINTS.map(exampleValues)];

/** Values: validate, render and one use more. */
export const values = property(
  fc.record({ text: changedDocuments(sound), use: fc.constantFrom(...USES) }),
  (world, { text, use }) => {
    world.fill({ [FILE]: text });
    const validate = ['blueprints', 'validate', ...given, '-o', 'json'];
    return checkUses(world, validate, [{ argv: ['policy', 'render', ...given] }, use]);
  },
);
