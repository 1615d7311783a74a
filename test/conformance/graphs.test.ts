import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type CircuitDocument, compile } from '../../src/circuit/compile.ts';
import { mermaid } from '../../src/render/mermaid.ts';
import { parseYaml } from '../../src/text/yaml.ts';

const here = new URL('.', import.meta.url);

/**
 * Folders of cases: `policy.yaml` is a Policy resource, `graph.mmd` its diagram at depth 1, byte for byte.
 */
const collections = [
  { name: 'blueprints', folder: new URL('blueprints/', here) },
  { name: 'third-party policies', folder: new URL('../../../shared/conformance/graphs/', here) },
];

for (const { name, folder } of collections) {
  const cases = existsSync(folder) ? readdirSync(folder).filter((entry) => existsSync(new URL(`${entry}/graph.mmd`, folder))) : [];
  describe.skipIf(cases.length === 0)(`the graphs of ${name}`, () => {
    it.each(cases)('%s', (entry) => {
      const policy = new URL(`${entry}/policy.yaml`, folder);
      const { spec } = parseYaml(readFileSync(policy, 'utf8'), policy.pathname).value as { spec: { circuit: CircuitDocument } };
      const { plan, diagnostics } = compile(spec.circuit, (path) => ({ path }));
      expect(diagnostics.filter((d) => d.severity === 'error')).toEqual([]);
      expect(mermaid(plan!.tree)).toBe(readFileSync(new URL(`${entry}/graph.mmd`, folder), 'utf8'));
    });
  });
}
