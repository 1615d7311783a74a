import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packagePath } from '../../src/disk/package-root.ts';

/** The policy blocks of the conformance scripts of every kind of component, as YAML. */
export function scriptedCircuits(): string[] {
  const folder = packagePath('test/conformance/circuit');
  const scripts = readdirSync(folder).filter((name) => name.endsWith('.test'));
  return scripts.flatMap((name) => {
    const script = readFileSync(join(folder, name), 'utf8');
    const blocks = script.matchAll(/^policy\n((?: .*\n|\n)+)/gm);
    return [...blocks].map(([, block = '']) => `circuit:\n${block}`);
  });
}

/** The policies of the conformance cases of blueprints. */
export function renderedPolicies(): string[] {
  const folder = packagePath('test/conformance/blueprints');
  const cases = readdirSync(folder).filter((name) => /^\d/.test(name));
  return cases.map((name) => readFileSync(join(folder, name, 'policy.yaml'), 'utf8'));
}
