import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { compileLoaded, policyOfValues } from '../../../src/cli/load-policy.ts';
import { EXPORTS } from '../../../src/render/export.ts';
import { hasKubeApiServer, KubeApiServer } from '../../support/kube-api-server.ts';
import type { Manifest } from '../../support/kube-objects.ts';
import { definitions, hasDefinitions } from '../../support/resource-definitions.ts';
import { BLUEPRINTS, exampleValues } from '../../support/values.ts';

describe.skipIf(!(hasKubeApiServer() && hasDefinitions))('a real API server', () => {
  let server: KubeApiServer;
  beforeAll(async () => {
    server = await KubeApiServer.start();
    for (const definition of definitions()) await server.define(definition);
  });
  afterAll(() => server?.stop());

  test.each(BLUEPRINTS.flatMap((blueprint) => ['argo', 'flagger'].map((tool) => [blueprint, tool] as const)))(
    'takes the example of %s for %s, and drops nothing of it',
    async (blueprint, tool) => {
      const namespace = await server.namespace(`${blueprint}-${tool}`);
      const loaded = await policyOfValues(exampleValues(blueprint), { valuesFile: 'values.yaml' });
      const { plan } = compileLoaded(loaded);
      const subject = {
        name: 'checkout',
        plan,
        rules: undefined,
        prometheus: undefined,
        workload: undefined,
      };
      for (const resource of EXPORTS[tool]!.write(subject).resources as Manifest[]) {
        const metadata = { ...resource.metadata, namespace };
        await server.create({ ...resource, metadata });
        const plural = resource.kind.toLowerCase().replace(/y$/, 'ie');
        const stored = await server.get<Manifest>(
          `/apis/${resource.apiVersion}/namespaces/${namespace}/${plural}s/${metadata.name}`,
        );
        expect(stored.spec).toEqual(JSON.parse(JSON.stringify(resource.spec)));
      }
    },
  );
});
