import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packagePath } from '../../src/disk/package-root.ts';

const folder = packagePath('test/conformance/blueprints');

/** The values of every conformance case, by the name of the case. */
export const conformanceValues: ReadonlyMap<string, string> = new Map(
  readdirSync(folder)
    .filter((name) => /^\d/.test(name))
    .map((name) => [name, readFileSync(join(folder, name, 'values.yaml'), 'utf8')]),
);

/** The filled example of a built-in blueprint. */
export const exampleValues = (blueprint: string): string =>
  readFileSync(join(packagePath('blueprints/policies/feature-rollout'), blueprint, 'example.yaml'), 'utf8');

export const BLUEPRINTS = ['base', 'promql', 'average-latency', 'percentile-latency', 'ema-latency'] as const;
