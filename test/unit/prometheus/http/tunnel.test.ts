import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { request } from 'node:https';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { TunnelAgent } from '../../../../src/prometheus/http/tunnel.ts';

test('the proxy gets its user and its headers, the server none of them; a refusal is reported', async () => {
  const asked: IncomingMessage[] = [];
  const proxy = createServer().listen(0, '127.0.0.1');
  proxy.on('connect', (message, socket) => {
    asked.push(message);
    socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
  });
  await once(proxy, 'listening');
  const { port } = proxy.address() as AddressInfo;
  const agent = new TunnelAgent(
    {},
    { protocol: 'http', host: '127.0.0.1', port, auth: { username: 'pat', password: 'word' } },
    { 'X-Gate': 'open' },
  );
  const call = request('https://prometheus.test/api', { agent, headers: { authorization: 'Bearer token' } });
  const [problem] = await once(call.end(), 'error');
  expect(problem.message).toBe('the proxy answered 407');
  expect(asked.map(({ url, headers }) => ({ url, ...headers }))).toEqual([
    {
      url: 'prometheus.test:443',
      host: 'prometheus.test:443',
      'x-gate': 'open',
      'proxy-authorization': `Basic ${Buffer.from('pat:word').toString('base64')}`,
      connection: 'close',
    },
  ]);
  agent.destroy();
  proxy.close();
});

test('a proxy that says nothing keeps nobody: the agent ends what waits for it', async () => {
  const proxy = createServer().listen(0, '127.0.0.1');
  const reached = new Promise<void>((done) => proxy.on('connect', () => done()));
  await once(proxy, 'listening');
  const { port } = proxy.address() as AddressInfo;
  const agent = new TunnelAgent({}, { protocol: 'http', host: '127.0.0.1', port }, {});
  const failed = once(request('https://prometheus.test/api', { agent }).end(), 'error');
  await reached;
  agent.destroy();
  expect((await failed)[0].message).toBe('socket hang up');
  proxy.closeAllConnections();
  proxy.close();
});
