import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { webhook } from '../../../../src/control/actuators/webhook.ts';
import { type Answer, Receiver } from '../../../support/receiver.ts';
import { call, decisionOf, testWorld } from '../../../support/test-world.ts';
import { until } from '../../../support/until.ts';

const SECRET = 'whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=';

const directory = mkdtempSync(join(tmpdir(), 'rollout-webhook-'));
const env = { KEY: SECRET, TOKEN: 'token-of-the-receiver', URL: '' };
const world = testWorld({ directory, env });
let receiver: Receiver;
beforeAll(async () => {
  receiver = await Receiver.start();
});
beforeEach(() => {
  receiver.received.length = 0;
  receiver.answer = () => ({ status: 204 });
});
afterAll(async () => {
  world.close();
  await receiver.stop();
  rmSync(directory, { recursive: true, force: true });
});

const open = (config = {}) =>
  webhook.open({ url: `${receiver.url}/flags?a=b`, flag: 'new-checkout', ...config }, world);

describe('apply', () => {
  test('the decision is put as JSON, with its number, a token, and a signature', async () => {
    const actuator = open({ secret_env: 'KEY', token_env: 'TOKEN', decimals: 1 });
    const pass_through = { label_key: 'user', values: ['ada'] };
    expect(await actuator.apply(decisionOf({ percentage: 12.55, pass_through }), call)).toEqual({
      kind: 'confirmed',
    });
    const { method, url, headers, body } = receiver.last;
    expect([method, url]).toEqual(['PUT', '/flags?a=b']);
    expect(headers).toMatchObject({
      'content-type': 'application/json',
      'rollout-number': '7',
      authorization: 'Bearer token-of-the-receiver',
      'webhook-id': 'id-1',
      'webhook-timestamp': '1767225600',
      'webhook-signature': expect.stringMatching(/^v1,[A-Za-z0-9+/]{43}=$/),
    });
    expect(JSON.parse(body)).toEqual({
      type: 'rollout.decision',
      timestamp: '2026-01-01T00:00:00.000Z',
      data: decisionOf({ percentage: 12.5, pass_through }),
    });
  });

  test.each<[Answer, string, string | undefined]>([
    [{ status: 200, body: 'x'.repeat(1000) }, 'confirmed', undefined],
    [{ status: 409, body: 'a later\nnumber' }, 'refused', '409 a later number'],
    [{ status: 401, body: 'bad token-of-the-receiver' }, 'refused', '401 bad ***'],
    [{ status: 302, headers: { location: '/elsewhere' } }, 'refused', '302'],
    [{ status: 429 }, 'refused', '429'],
    [{ status: 408 }, 'unknown', '408'],
    [{ status: 500, body: '\u001b[31mno\u202e' }, 'unknown', '500 \ufffd[31mno\ufffd'],
    [{ status: 503, body: 'y'.repeat(1000) }, 'unknown', `${`503 ${'y'.repeat(300)}`.slice(0, 200)}...`],
    ['reset', 'unknown', expect.any(String)],
    ['broken body', 'unknown', expect.any(String)],
  ])('%j is %s', async (answer, kind, why) => {
    receiver.answer = () => answer;
    expect(await open({ token_env: 'TOKEN' }).apply(decisionOf(), call)).toEqual(
      why === undefined ? { kind } : { kind, why },
    );
    expect(receiver.received.length).toBe(1);
  });

  test('without an answer within the time limit it is unknown', async () => {
    receiver.answer = () => 'silence';
    const limit = new AbortController();
    const outcome = open().apply(decisionOf(), { signal: limit.signal });
    await until(() => receiver.received.length === 1);
    limit.abort();
    expect(await outcome).toEqual({ kind: 'unknown', why: 'no answer within the time limit' });
  });

  test('where nobody listens nothing was changed', async () => {
    // Nobody listens on port 1.
    const outcome = await open({ url: 'http://127.0.0.1:1/' }).apply(decisionOf(), call);
    expect(outcome).toEqual({ kind: 'refused', why: 'connect ECONNREFUSED 127.0.0.1:1' });
  });

  test.each([
    [{ secret_env: 'MISSING' }, 'secret_env: the variable MISSING is not set'],
    [{ secret_env: 'TOKEN' }, 'the secret is not whsec_ with the base64 of 24 to 64 bytes'],
    [{ url: undefined, url_env: 'TOKEN' }, 'env:TOKEN is no URL of HTTP'],
    [
      { url: undefined, url_file: 'missing' },
      `url_file ${join(directory, 'missing')}: there is no such file`,
    ],
  ])('with %j nothing is sent', async (config, why) => {
    expect(await open(config).apply(decisionOf(), call)).toEqual({ kind: 'refused', why });
    expect(receiver.received).toEqual([]);
  });

  test('an address by file is read at each call and never shown', async () => {
    const file = join(directory, 'url');
    const actuator = open({ url: undefined, url_file: 'url' });
    expect(actuator.target).toBe('webhook file:url new-checkout');
    writeFileSync(file, `${receiver.url}/hooks/T0-secret-part\n`, { mode: 0o600 });
    receiver.answer = ({ url }) => ({ status: 404, body: `no ${url}, no T0-secret-part` });
    expect(await actuator.apply(decisionOf(), call)).toEqual({ kind: 'refused', why: '404 no ***, no ***' });
    writeFileSync(file, `${receiver.url}/hooks/another\n`);
    await actuator.apply(decisionOf(), call);
    expect(receiver.received.map(({ url }) => url)).toEqual(['/hooks/T0-secret-part', '/hooks/another']);
  });
});

describe('read', () => {
  const reading = () => open({ read_back: true }).read!(call);

  test.each<[Answer, object]>([
    [
      { status: 200, body: '{"percentage": 12.5}' },
      { kind: 'percentage', percentage: 12.5 },
    ],
    [
      { status: 200, body: '{"percentage": null}' },
      { kind: 'unreadable', why: 'the answer has no percentage: 200 {"percentage": null}' },
    ],
    [
      { status: 200, body: '{"percentage": 101}' },
      { kind: 'unreadable', why: 'the answer has no percentage: 200 {"percentage": 101}' },
    ],
    [
      { status: 200, body: '<html>' },
      { kind: 'unreadable', why: 'the answer has no percentage: 200 <html>' },
    ],
    [
      { status: 404, body: '{"percentage": 12.5}' },
      { kind: 'unreadable', why: '404 {"percentage": 12.5}' },
    ],
    ['reset', { kind: 'unreadable', why: expect.any(String) }],
  ])('%j', async (answer, read) => {
    receiver.answer = () => answer;
    expect(await reading()).toEqual(read);
    expect(receiver.last.method).toBe('GET');
  });

  test('a secret that is missing is said', async () => {
    const read = await open({ read_back: true, token_env: 'MISSING' }).read!(call);
    expect(read).toEqual({ kind: 'unreadable', why: 'token_env: the variable MISSING is not set' });
  });

  test('it is there only where the receiver answers', () => {
    expect(open().read).toBeUndefined();
  });
});

describe('the entry', () => {
  test('its identity has no query and no password', () => {
    const actuator = open({ url: 'https://user:pass@flags.example/a?key=1' });
    expect(actuator.target).toBe('webhook https://flags.example/a new-checkout');
    expect([actuator.isFencing, open({ refuses_old_numbers: true }).isFencing]).toEqual([false, true]);
    expect(actuator.round(12.3456789)).toBe(12.345678);
  });

  test.each([
    [{ url: 'https://flags.example/a?team=b' }, undefined],
    [{ url_file: 'url' }, undefined],
    [{}, 'one of url, url_file and url_env is needed'],
    [{ url: 'https://flags.example/', url_env: 'URL' }, 'one of url, url_file and url_env is needed'],
    [{ url: 'https://' }, 'it is not a URL'],
    [{ url: 'https://user:pass@flags.example/' }, 'it holds a secret; use url_file or url_env'],
    [{ url: 'https://flags.example/?token=abc' }, 'it holds a secret; use url_file or url_env'],
  ])('%j is checked', (config, why) => {
    expect(webhook.check?.({ flag: 'x', ...config })).toEqual(
      why === undefined ? [] : [{ path: 'url', why }],
    );
  });
});
