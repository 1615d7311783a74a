import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { actuatorKinds } from '../../../../src/control/actuators.ts';
import { KubernetesClient } from '../../../../src/control/kubernetes/client.ts';
import { Objects } from '../../../../src/control/state/kubernetes/objects.ts';
import { call, decisionOf, testWorld } from '../../../support/test-world.ts';

const directory = mkdtempSync(join(tmpdir(), 'rollout-answer-'));
const kubeconfig = join(directory, 'config');
let answer: (reply: ServerResponse, method: string) => void;
const server = createServer((request, reply) => answer(reply, request.method!));

beforeAll(async () => {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  const config = {
    clusters: [{ name: 'c', cluster: { server: `http://127.0.0.1:${port}` } }],
    users: [{ name: 'u', user: {} }],
    contexts: [{ name: 'x', context: { cluster: 'c', user: 'u' } }],
    'current-context': 'x',
  };
  writeFileSync(kubeconfig, JSON.stringify(config));
});
afterAll(() => {
  server.close();
  server.closeAllConnections();
  rmSync(directory, { recursive: true, force: true });
});

const WORDS = expect.stringMatching(
  /^KUBERNETES_ANSWER .* answers 200: it is no object of Kubernetes; `kubectl/,
);

const route = () =>
  actuatorKinds
    .find(({ kind }) => kind === 'http_route')!
    .open(
      { namespace: 'shop', name: 'r', feature: 'v2', stable: 'v1', kubeconfig },
      testWorld({ directory }),
    );

const backendRefs = [
  { name: 'v2', weight: 0 },
  { name: 'v1', weight: 1 },
];
const ROUTE = { metadata: { name: 'r', resourceVersion: '1' }, spec: { rules: [{ backendRefs }] } };

test.each(['{}', '3', 'null', '[]', '{"metadata": 3}'])(
  'a server that answers %s is none of Kubernetes: targets and state say so',
  async (text) => {
    answer = (reply) => void reply.end(text);
    const { apply, read, rehearse } = route();
    expect(await read!(call)).toMatchObject({ kind: 'unreadable', why: WORDS });
    expect(await apply(decisionOf({ percentage: 5 }), call)).toMatchObject({ kind: 'refused', why: WORDS });
    expect(await rehearse!(call, 'kill')).toMatchObject({ code: 'KUBERNETES_ANSWER' });
    const client = new KubernetesClient({ kubeconfig }, { env: {}, cwd: directory });
    const objects = new Objects(client, 'shop', new AbortController().signal);
    for (const asked of [objects.get('configmaps', 'x'), objects.see('leases', 'x'), objects.list('y')])
      expect(await asked).toMatchObject({ kind: 'none', why: WORDS });
    client.close();
  },
);

test('a kill that the server never takes is not said to work', async () => {
  const message = 'the server rejected our request due to an error in our request';
  answer = (reply, method) => {
    if (method === 'GET') return void reply.end(JSON.stringify(ROUTE));
    reply.writeHead(422).end(JSON.stringify({ kind: 'Status', reason: 'Invalid', message }));
  };
  for (const use of ['kill', 'run'] as const)
    expect(await route().rehearse!(call, use)).toMatch(/^somebody else changes it all the time, or a path/);
});

test('who is faster once is asked again before a kill is said to work', async () => {
  let patches = 0;
  answer = (reply, method) => {
    if (method === 'PATCH') patches++;
    if (method === 'GET' || patches > 1) return void reply.end(JSON.stringify(ROUTE));
    reply.writeHead(409).end(JSON.stringify({ kind: 'Status', reason: 'Conflict', message: 'modified' }));
  };
  expect(await route().rehearse!(call, 'kill')).toBeUndefined();
  expect(patches).toBe(2);
});
