import { connect } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { type Listening, type ListenOptions, listen } from '../../../../src/control/api/listen.ts';
import { RolloutError } from '../../../../src/errors/rollout-error.ts';
import { apiOptions, fakeService, STATUS, TOKEN } from '../../../support/control/api-service.ts';

const open: Listening[] = [];
afterEach(() => Promise.all(open.splice(0).map((one) => one.close())));

async function opened(changes: Partial<ListenOptions> = {}): Promise<{ url: string; faults: unknown[] }> {
  const faults: unknown[] = [];
  const address = { host: '127.0.0.1', port: 0 };
  const listening = await listen({
    ...apiOptions(),
    address,
    onFault: (fault) => faults.push(fault),
    ...changes,
  });
  open.push(listening);
  return { url: listening.url, faults };
}

const command = (url: string, body: string, token = TOKEN): Promise<Response> =>
  fetch(`${url}/api/v1/rollouts/checkout-v2/kill`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body,
  });

test('it answers over HTTP, and nothing keeps what it says', async () => {
  const { url } = await opened();
  const answer = await fetch(`${url}/api/v1/rollouts`);
  expect(await answer.json()).toEqual([STATUS]);
  expect(answer.headers.get('cache-control')).toBe('no-store');
  expect((await fetch(`${url}/healthz`, { method: 'HEAD' })).status).toBe(200);
});

test('a command needs the token, on loopback too', async () => {
  const service = fakeService();
  const { url } = await opened({ service });
  expect((await command(url, '{"id":"1","by":"eve"}', 'wrong')).status).toBe(401);
  expect(service.asked).toEqual([]);
  expect((await command(url, '{"id":"1","by":"eve"}')).status).toBe(200);
  expect(service.asked.map(({ verb, id }) => `${verb} ${id}`)).toEqual(['kill 1']);
});

test('a body that is too long is refused, and the next request is answered', async () => {
  const { url, faults } = await opened();
  const answer = await command(url, 'x'.repeat(70_000));
  expect(answer.status).toBe(413);
  expect((await fetch(`${url}/healthz`)).status).toBe(200);
  expect(faults).toEqual([]);
});

test('a fault of the program is reported, and says nothing to who asked', async () => {
  const service = fakeService({
    statuses: () => {
      throw new Error('a bug');
    },
  });
  const { url, faults } = await opened({ service });
  const answer = await fetch(`${url}/metrics`);
  expect(answer.status).toBe(500);
  expect(await answer.text()).not.toContain('a bug');
  expect(faults.map(String)).toEqual(['Error: a bug']);
});

test('who goes away in the middle of a request is no fault', async () => {
  const { url, faults } = await opened();
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  const closed = new Promise((done) => socket.once('close', done));
  socket.once('connect', () => {
    socket.write('POST /healthz HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\nab', () =>
      socket.destroy(),
    );
  });
  await closed;
  expect((await fetch(`${url}/healthz`)).status).toBe(200);
  expect(faults).toEqual([]);
});

test('an address that is taken is said', async () => {
  const { url } = await opened();
  const port = Number(new URL(url).port);
  const refused = opened({ address: { host: '127.0.0.1', port } });
  await expect(refused).rejects.toThrow(RolloutError);
  await expect(refused).rejects.toThrow(
    `127.0.0.1:${port} cannot be listened on: something else listens there`,
  );
});

test('who waits for the next reading of the metrics waits for one, and only where they are read', async () => {
  const listening = await listen({
    ...apiOptions(),
    address: { host: '127.0.0.1', port: 0 },
    onFault: () => {},
  });
  open.push(listening);
  const never = new AbortController();
  await listening.readers.nextScrape(never.signal);
  await (await fetch(`${listening.url}/metrics`)).text();
  let isRead = false;
  const next = listening.readers.nextScrape(never.signal).then(() => {
    isRead = true;
  });
  await (await fetch(`${listening.url}/healthz`)).text();
  expect(isRead).toBe(false);
  await (await fetch(`${listening.url}/metrics`)).text();
  await next;
  never.abort();
  await listening.readers.nextScrape(never.signal);
});
