import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, expect, test } from 'vitest';
import { KubernetesClient } from '../../../../src/control/kubernetes/client.ts';
import type { KubernetesFault } from '../../../../src/control/kubernetes/fault.ts';

const directory = mkdtempSync(join(tmpdir(), 'rollout-kube-client-'));
const closed: (() => void)[] = [];
afterEach(() => closed.splice(0).forEach((close) => void close()));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const kubeconfig = join(directory, 'config');

function writeConfig(server: string, token: string): void {
  const config = {
    clusters: [{ name: 'c', cluster: { server } }],
    users: [{ name: 'u', user: { token } }],
    contexts: [{ name: 'x', context: { cluster: 'c', user: 'u' } }],
    'current-context': 'x',
  };
  writeFileSync(kubeconfig, JSON.stringify(config));
}

/** A client of a server of its own. */
async function clientOf(answer: RequestListener): Promise<{ client: KubernetesClient; url: string }> {
  const server: Server = createServer(answer);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  writeConfig(url, 'token-12345');
  const client = new KubernetesClient({ kubeconfig }, { env: {}, cwd: directory });
  closed.push(
    () => client.close(),
    () => server.close(),
  );
  return { client, url };
}

/** More than Node keeps open by itself. */
const MANY = 400;

const faultOf = (asked: Promise<unknown>): Promise<KubernetesFault> =>
  asked.then(
    () => expect.unreachable(),
    (fault) => fault,
  );

test('no escape of a server is shown, none of our secrets, and no more than 200 characters of it', async () => {
  const { client, url } = await clientOf((_, reply) => {
    reply.writeHead(500).end(`\u001b[31mtoken-12345 ${'x'.repeat(5000)}`);
  });
  const fault = await faultOf(client.send({ path: '/version' }));
  expect([fault.code, fault.isSent, fault.status]).toEqual(['KUBERNETES_ANSWER', true, 500]);
  expect(fault.message).toBe(`${url} answers 500: \ufffd[31m*** ${'x'.repeat(191)}...`);
});

test('an answer that is no JSON, and one that redirects, are faults', async () => {
  const { client } = await clientOf((request, reply) => {
    if (request.url === '/html') reply.end('<html>');
    else reply.writeHead(302, { location: '/html' }).end();
  });
  for (const path of ['/html', '/other'])
    expect((await faultOf(client.send({ path }))).code).toBe('KUBERNETES_ANSWER');
});

test('after a 401 the kubeconfig is read again, once', async () => {
  const asked: (string | undefined)[] = [];
  const { client, url } = await clientOf((request, reply) => {
    const { authorization } = request.headers;
    asked.push(authorization);
    writeConfig(url, 'token-of-today');
    reply.writeHead(authorization === 'Bearer token-of-today' ? 200 : 401).end('{"yes": true}');
  });
  expect(await client.send({ path: '/version' })).toEqual({ yes: true });
  expect(asked).toEqual(['Bearer token-12345', 'Bearer token-of-today']);
});

test('a query, a body and its type are sent; without a body there is no type', async () => {
  const asked: unknown[] = [];
  const { client } = await clientOf(async (request, reply) => {
    let body = '';
    for await (const piece of request) body += piece;
    asked.push([request.method, request.url, request.headers['content-type'], body]);
    reply.end('{}');
  });
  const query = { labelSelector: 'a=b' };
  await client.send({ path: '/x', query });
  await client.send({ method: 'PATCH', path: '/x', body: [1], contentType: 'application/json-patch+json' });
  expect(asked).toEqual([
    ['GET', '/x?labelSelector=a%3Db', undefined, ''],
    ['PATCH', '/x', 'application/json-patch+json', '[1]'],
  ]);
});

test('a call that was aborted before is not sent', async () => {
  let count = 0;
  const { client } = await clientOf((_, reply) => {
    count++;
    reply.end('{}');
  });
  expect((await faultOf(client.send({ path: '/x', signal: AbortSignal.abort() }))).isSent).toBe(false);
  expect(count).toBe(0);
});

test('many requests at once, and once more: the connections of before serve them', async () => {
  const waiting: (() => void)[] = [];
  const sockets = new Set<unknown>();
  const { client } = await clientOf(({ socket }, reply) => {
    sockets.add(socket);
    waiting.push(() => reply.end('{}'));
    if (waiting.length === MANY) for (const answer of waiting.splice(0)) answer();
  });
  const all = () => Promise.all(Array.from({ length: MANY }, () => client.send({ path: '/x' })));
  await all();
  await all();
  expect(sockets.size).toBe(MANY);
});
