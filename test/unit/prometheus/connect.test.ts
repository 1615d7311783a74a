import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import type { PrometheusApi } from '../../../src/prometheus/api.ts';
import { type ConnectionOptions, connect } from '../../../src/prometheus/connect.ts';
import { fakeClock } from '../../support/fake-clock.ts';
import { type Fault, type FaultProxy, html, type Seen } from '../../support/fault-proxy.ts';
import { BUILD, json, one, refusal, scriptedPrometheus, text } from '../../support/scripted-prometheus.ts';

let open: { close(): unknown }[] = [];
afterEach(async () => {
  for (const it of open) await it.close();
  open = [];
});

async function serve(plan: (n: number, seen: Seen) => Fault, build?: Fault): Promise<FaultProxy> {
  const server = await scriptedPrometheus(plan, build);
  open.push(server);
  return server;
}

async function reach(url: string, options: Partial<ConnectionOptions> = {}): Promise<PrometheusApi> {
  const api = await connect({ url, clock: fakeClock(1e6, true), ...options });
  open.push(api);
  return api;
}

const outcomeOf = (outcome: Promise<unknown>): Promise<string> =>
  outcome.then(
    (value) => JSON.stringify(value),
    (problem) =>
      `${problem.exit} ${problem.diagnostics?.[0].code} ${problem.message}`.replace(
        /http:\/\/127\.0\.0\.1:\d+/g,
        'URL',
      ),
  );

test('a query is a POST with its times in milliseconds, and names the server', async () => {
  const server = await serve(() =>
    json({ status: 'success', data: { resultType: 'scalar', result: [1_700_000_000.123, '2.5'] } }),
  );
  const api = await reach(`${server.url}/prom/graph?orgId=7`);
  expect(await api.instant('up', 1700000000.1234)).toEqual({ value: 2.5 });
  expect(api.facts()).toEqual({ url: `${server.url}/prom`, server: 'prometheus 2.42.0', kind: 'prometheus' });
  expect(api.warnings().map(({ code }) => code)).toEqual(['PROM_URL_SHORTENED']);
  const [build, query] = server.seen;
  expect([build?.method, build?.path]).toEqual(['GET', '/prom/api/v1/status/buildinfo']);
  expect([query?.method, query?.path]).toEqual(['POST', '/prom/api/v1/query']);
  expect(Object.fromEntries(query!.form)).toEqual({ query: 'up', time: '1700000000.123', timeout: '28s' });
});

test('a range asks for exactly its grid', async () => {
  const server = await serve(() =>
    json({
      status: 'success',
      data: {
        resultType: 'matrix',
        result: [
          {
            metric: {},
            values: [
              [10, '1'],
              [20, '2'],
            ],
          },
        ],
      },
    }),
  );
  const [series] = await (await reach(server.url)).range('up', { start: 10, end: 20, step: 10 });
  expect([...series!.times, ...series!.values]).toEqual([10_000, 20_000, 1, 2]);
  expect(Object.fromEntries(server.seen[1]!.form)).toMatchObject({
    start: '10.000',
    end: '20.000',
    step: '10.000',
  });
});

describe('the error of an answer', () => {
  const body = '<html>\n<h1>Bad   gateway</h1></html>';
  test.each<[string, Fault, number, string]>([
    [
      'a bad query',
      refusal(400, 'bad_data', 'parse error: unexpected end'),
      1,
      '4 PROM_QUERY the server rejects the query up: parse error: unexpected end',
    ],
    [
      'a failing query',
      refusal(422, 'execution', 'many-to-many matching'),
      1,
      '4 PROM_QUERY the server rejects the query up: many-to-many matching',
    ],
    [
      'too many samples',
      refusal(422, 'execution', 'query processing would load too many samples'),
      1,
      '4 PROM_QUERY_LIMIT the query up is too much for the server: query processing would load too many samples',
    ],
    [
      'a timeout of the server',
      refusal(503, 'timeout', 'query timed out in expression evaluation'),
      1,
      '4 PROM_QUERY_LIMIT the query up is too much for the server: query timed out in expression evaluation',
    ],
    [
      'a fault of the server',
      refusal(500, 'internal', 'storage'),
      3,
      '4 PROM_STATUS URL answered 500 storage (tried 3 times)',
    ],
    [
      'unauthorized',
      text(401, 'Unauthorized\n'),
      1,
      '4 PROM_AUTH URL refuses these credentials: 401 "Unauthorized"',
    ],
    ['forbidden by POST and GET', text(403, 'no'), 2, '4 PROM_AUTH URL refuses these credentials: 403 "no"'],
    [
      'no API',
      text(404, '404 page not found'),
      1,
      '4 PROM_NO_API there is no Prometheus API at URL: 404 "404 page not found"',
    ],
    [
      'not ready',
      text(503, 'Service Unavailable', { 'x-prometheus-stopping': 'false' }),
      3,
      '4 PROM_NOT_READY URL is not ready: "Service Unavailable" (tried 3 times)',
    ],
    [
      'a bad gateway',
      text(502, body, { 'content-type': 'text/html' }),
      3,
      '4 PROM_STATUS URL answered 502 "<html> <h1>Bad gateway</h1></html>" (tried 3 times)',
    ],
    [
      'too many requests',
      text(429, ''),
      3,
      '4 PROM_RATE_LIMIT URL asks to wait: 429 Too Many Requests, an empty answer (tried 3 times)',
    ],
    [
      'too many requests for too long',
      text(429, 'slow down', { 'retry-after': '3600' }),
      1,
      '4 PROM_RATE_LIMIT URL asks to wait: 429 "slow down"',
    ],
    [
      'a login page',
      html(),
      3,
      '4 PROM_BODY URL answered 200, but not as Prometheus does: text/html, "<!doctype html><title>Sign in</title>" (tried 3 times)',
    ],
    [
      'half a body',
      text(200, '{"status":"succ'),
      3,
      '4 PROM_BODY URL answered 200, but not as Prometheus does: no content type, "{\\"status\\":\\"succ" (tried 3 times)',
    ],
    [
      'another JSON',
      json({ hello: 1 }),
      3,
      '4 PROM_BODY URL answered 200, but not as Prometheus does: application/json, "{\\"hello\\":1}" (tried 3 times)',
    ],
    [
      'more than 64 MiB, asked for once',
      text(200, 'x'.repeat(64 * 1024 * 1024 + 1)),
      1,
      '4 PROM_TOO_LARGE URL answers the query up with more than 64 MiB (67108864 bytes)',
    ],
    [
      'data nested two hundred thousand levels deep',
      text(200, `{"status":"success","data":${'{"a":'.repeat(2e5)}1${'}'.repeat(2e5)}}`, {
        'content-type': 'application/json',
      }),
      1,
      '4 PROM_BODY URL answered 200, but not as Prometheus does: an unknown shape, data nested too deep',
    ],
    [
      'an unknown shape',
      json({ status: 'success', data: { resultType: 'tensor', result: [] } }),
      1,
      '4 PROM_BODY URL answered 200, but not as Prometheus does: an unknown shape, {"resultType":"tensor","result":[]}',
    ],
    [
      'a part of the answer',
      one('1', { isPartial: true }),
      3,
      '4 PROM_PARTIAL URL has only a part of the answer to up: isPartial',
    ],
    [
      'a part of the answer that only a warning betrays',
      one('1', { warnings: ['PromQL warning: bad bucket', 'remote_read: connection refused'] }),
      3,
      '4 PROM_PARTIAL URL has only a part of the answer to up: remote_read: connection refused',
    ],
    [
      'a redirected POST',
      text(302, '', { location: '/login?next=1' }),
      1,
      '4 PROM_REDIRECT URL answers 302 and points to URL/login',
    ],
    [
      'a connection that breaks',
      { kind: 'reset' },
      3,
      '4 PROM_UNREACHABLE URL cannot be reached: socket hang up (tried 3 times)',
    ],
  ])('%s', async (_, fault, requests, message) => {
    const server = await serve(() => fault);
    const api = await reach(server.url, { retries: 2 });
    expect((await outcomeOf(api.instant('up', 1))).replace('read ECONNRESET', 'socket hang up')).toBe(
      message,
    );
    expect(server.seen.length - 1).toBe(requests);
  });

  test.each<[string, Fault]>([
    ['503', text(503, 'busy')],
    ['500', refusal(500, 'internal', 'storage')],
    ['a page of a proxy', html()],
    ['a part of the answer', one('1', { warnings: ['No StoreAPIs matched for this query'] })],
    ['504', text(504, '')],
    ['429 with a date', text(429, '', { 'retry-after': new Date(1e9 + 5000).toUTCString() })],
    ['a broken connection', { kind: 'reset' }],
    ['half a body', text(200, '{"status":"succ')],
  ])('%s is tried again', async (_, fault) => {
    const server = await serve((n) => (n < 2 ? fault : one('7')));
    expect(await (await reach(server.url)).instant('up', 1)).toEqual({ value: 7 });
  });

  test('Retry-After is waited for', async () => {
    const clock = fakeClock(1e6, true);
    const server = await serve((n) => (n === 0 ? text(429, '', { 'retry-after': '11' }) : one('7')));
    await (await reach(server.url, { clock })).instant('up', 1);
    expect(clock.sleeps).toEqual([11]);
  });

  test('a server that never answers ends at the timeout', async () => {
    const server = await serve(() => {
      vi.advanceTimersByTime(1999);
      setImmediate(() => vi.advanceTimersByTime(1));
      return { kind: 'silent' };
    });
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    const api = await reach(server.url, { timeout: 2, retries: 0 });
    expect(await outcomeOf(api.instant('up', 1))).toBe('4 PROM_TIMEOUT URL did not answer within 2 s');
  });

  test('where it is allowed, a part of an answer is taken and warned of', async () => {
    const server = await serve(() => one('1', { isPartial: true, warnings: ['remote_read: refused'] }));
    const api = await reach(server.url, { allowPartial: true });
    expect(await api.instant('up', 1)).toEqual({ value: 1 });
    expect(api.warnings().map(({ code, message }) => `${code} ${message}`)).toEqual([
      'PROM_PART an answer of the server is marked as a part (isPartial): data is missing',
      'PROM_WARNING the server warns: remote_read: refused',
    ]);
  });

  test.each([
    ['twice in a row', [10, 20, 20], 20],
    ['twice, apart', [20, 10, 20], 20],
  ])('a point %s is refused', async (_, times, repeated) => {
    const values = times.map((time, i) => [time, String(i)]);
    const server = await serve(() =>
      json({ status: 'success', data: { resultType: 'matrix', result: [{ metric: {}, values }] } }),
    );
    const api = await reach(server.url);
    expect(await outcomeOf(api.range('up', { start: 10, end: 20, step: 10 }))).toBe(
      `4 PROM_TWICE URL gives two values of one series at 1970-01-01T00:00:${repeated}.000Z: up`,
    );
  });

  test('points in another order than time are taken', async () => {
    const values = [
      [20, '2'],
      [10, '1'],
    ];
    const server = await serve(() =>
      json({ status: 'success', data: { resultType: 'matrix', result: [{ metric: {}, values }] } }),
    );
    const [series] = await (await reach(server.url)).range('up', { start: 10, end: 20, step: 10 });
    expect([...series!.times]).toEqual([20_000, 10_000]);
  });

  test('each warning and info of the server is kept once', async () => {
    const server = await serve(() =>
      one('1', { warnings: ['PromQL warning: w'], infos: ['metric might not be a counter', 'w2'] }),
    );
    const api = await reach(server.url);
    await Promise.all([api.instant('a', 1), api.instant('b', 1)]);
    expect(api.warnings().map(({ code, message }) => `${code} ${message}`)).toEqual([
      'PROM_WARNING the server warns: PromQL warning: w',
      'PROM_INFO the server notes: metric might not be a counter',
      'PROM_INFO the server notes: w2',
    ]);
  });
});

describe('requests', () => {
  test.each([405, 403])('GET where POST answers %i, from then on', async (status) => {
    const server = await serve((_, { method }) => (method === 'POST' ? text(status, 'no POST') : one('3')));
    const api = await reach(`${server.url}?org=1`);
    expect(await api.instant('up{a="é"}', 1)).toEqual({ value: 3 });
    expect(await api.instant('up', 1)).toEqual({ value: 3 });
    expect(server.seen.map(({ method }) => method)).toEqual(['GET', 'POST', 'GET', 'GET']);
    expect(server.seen[2]!.form.get('query')).toBe('up{a="é"}');
    expect(server.seen[2]!.form.get('org')).toBe('1');
  });

  test('a GET follows redirects of its own origin', async () => {
    const server = await serve(
      (_, { path }) => (path.startsWith('/new') ? json(BUILD) : one('1')),
      text(307, '', { location: '/new/x' }),
    );
    expect((await reach(server.url)).facts().server).toBe('prometheus 2.42.0');
  });

  test('no redirect leaves its origin', async () => {
    const other = await serve(() => json(BUILD));
    const server = await serve(() => one('1'), text(302, '', { location: `${other.url}/api?token=x` }));
    const url = server.url.replace('//', '//me:secret-word@');
    expect(await outcomeOf(reach(url))).toBe('4 PROM_REDIRECT URL answers 302 and points to URL/api');
    expect(other.seen).toEqual([]);
  });

  test('as many requests at once as the concurrency allows, and no more', async () => {
    const server = await scriptedPrometheus(async () => {
      while (server.maxConcurrent < 3) await pause(1);
      await pause(20); // one too many would come meanwhile
      return one('1');
    });
    open.push(server);
    const api = await reach(server.url, { concurrency: 3 });
    await Promise.all(Array.from({ length: 12 }, (_, i) => api.instant('up', i)));
    expect(server.maxConcurrent).toBe(3);
  });

  test.each<[string, Fault, string[]]>([
    [
      'Thanos',
      json({ status: 'success', data: { version: '0.38.0', goVersion: 'x' } }),
      ['partial_response=false', 'max_source_resolution=0s'],
    ],
    [
      'VictoriaMetrics',
      json({ status: 'success', data: { version: '2.24.0' } }),
      ['deny_partial_response=1', 'nocache=1'],
    ],
    ['a server that does not say', text(404, ''), ['partial_response=false', 'deny_partial_response=1']],
  ])('%s is asked for whole answers', async (_, build, parameters) => {
    const server = await serve(() => one('1'), build);
    await (await reach(server.url)).instant('up', 1);
    for (const parameter of parameters) expect(server.seen[1]!.form.toString()).toContain(parameter);
  });

  test('an interrupt ends a call that waits for its answer', async () => {
    const stop = new AbortController();
    const server = await serve(() => {
      stop.abort();
      return { kind: 'silent' };
    });
    const api = await reach(server.url, { signal: stop.signal });
    expect(await outcomeOf(api.instant('up', 1))).toBe('130 INTERRUPTED interrupted');
  });
});

describe('the first contact', () => {
  test('a wrong port is reported after one attempt', async () => {
    expect(await outcomeOf(reach('http://127.0.0.1:1'))).toMatch(
      /^4 PROM_UNREACHABLE URL cannot be reached: connect ECONNREFUSED 127.0.0.1:1$/,
    );
  });
  test.each<[string, Fault, string]>([
    ['unauthorized', text(401, 'who?'), '4 PROM_AUTH URL refuses these credentials: 401 "who?"'],
    [
      'a login page',
      html(),
      '4 PROM_BODY URL answered 200, but not as Prometheus does: text/html, "<!doctype html><title>Sign in</title>"',
    ],
    [
      'not ready',
      text(503, 'Service Unavailable'),
      '4 PROM_NOT_READY URL is not ready: "Service Unavailable" (tried 7 times)',
    ],
  ])('%s', async (_, build, message) =>
    expect(await outcomeOf(reach((await serve(() => one('1'), build)).url))).toBe(message),
  );
});
