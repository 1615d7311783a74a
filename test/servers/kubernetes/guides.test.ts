import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { blocksOf, type GuideBlock } from '../../support/guide.ts';
import { hasKubeApiServer, KubeApiServer } from '../../support/kube-api-server.ts';
import { isBuilt, kubectlFile } from '../../support/kube-api-server-build.ts';
import type { Manifest } from '../../support/kube-objects.ts';
import { KubernetesGuide } from '../../support/kubernetes-guide.ts';
import { definitions, hasDefinitions } from '../../support/resource-definitions.ts';
import { root } from '../../support/script.ts';

/** All blocks of a page: one without a language would not be found, and is an error. */
function allBlocksOf(page: string): GuideBlock[] {
  const text = readFileSync(join(root, 'docs', page), 'utf8');
  const blocks = blocksOf(text);
  expect(text.match(/^```/gm)).toHaveLength(2 * blocks.length);
  return blocks;
}

const flags = {
  flags: {
    recommendations: { state: 'ENABLED', variants: { on: true, off: false }, defaultVariant: 'off' },
  },
};
const named = (name: string) => ({ name, namespace: 'shop' });
const destination = (subset: string, weight: number) => ({ destination: { host: 'shop', subset }, weight });

/** What `everything.yaml` moves, beside the route of the guide. */
const MOVED: readonly Manifest[] = [
  {
    apiVersion: 'networking.istio.io/v1',
    kind: 'VirtualService',
    metadata: named('shop'),
    spec: {
      hosts: ['shop'],
      http: [{ name: 'main', route: [destination('v2', 0), destination('v1', 100)] }],
    },
  },
  {
    apiVersion: 'core.openfeature.dev/v1beta1',
    kind: 'FeatureFlag',
    metadata: named('flags'),
    spec: { flagSpec: flags },
  },
  {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: named('flags'),
    data: { 'flags.json': JSON.stringify(flags) },
  },
  {
    apiVersion: 'split.smi-spec.io/v1alpha2',
    kind: 'TrafficSplit',
    metadata: named('shop'),
    spec: {
      service: 'shop',
      backends: ['v2', 'v1'].map((one, weight) => ({ service: one, weight: 100 * weight })),
    },
  },
];
const DEFINED = ['gateway-httproute', 'istio-virtualservice', 'openfeature-featureflag', 'smi-trafficsplit'];

describe.skipIf(!(hasKubeApiServer() && isBuilt(kubectlFile)))(
  'a guide, to the letter, with kubectl:',
  () => {
    let server: KubeApiServer;
    let guide: KubernetesGuide;
    beforeAll(async () => {
      server = await KubeApiServer.start();
    });
    afterAll(() => server?.stop());
    beforeEach(async () => {
      guide = new KubernetesGuide(server);
      await guide.open();
    });
    afterEach(() => guide.close());

    test('docs/kubernetes.md', async () => {
      for (const name of DEFINED) await server.install(name);
      for (const block of allBlocksOf('kubernetes.md')) {
        if (block.info === 'everything.yaml') await server.create(...MOVED);
        await guide.follow(block);
      }
    });

    test.skipIf(!hasDefinitions)('docs/coming-from-argo-or-flagger.md', async () => {
      for (const definition of definitions()) await server.define(definition);
      for (const block of allBlocksOf('coming-from-argo-or-flagger.md')) await guide.follow(block);
    });
  },
);
