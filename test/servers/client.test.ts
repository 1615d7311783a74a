import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { type AddressInfo, connect as netConnect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ConnectionOptions, connect } from '../../src/prometheus/connect.ts';
import { missingReasonText } from '../../src/prometheus/missing-reason.ts';
import { EXAMPLE, exampleMetrics } from '../support/example-metrics.ts';
import { type RunningPrometheus, startPrometheus } from '../support/prometheus.ts';
import { withPrometheus } from '../support/real.ts';

const AT = EXAMPLE.from + 600;
const TRAFFIC = 'sum(rate(http_requests_total{service="checkout"}[1m]))';

withPrometheus('the client against a real server', () => {
  let server: RunningPrometheus;
  beforeAll(async () => {
    server = await startPrometheus(exampleMetrics(), [
      '--web.external-url=http://shop.test/monitoring/',
      '--web.route-prefix=/monitoring',
    ]);
  });
  afterAll(() => server?.stop());
  const reach = (options: Partial<ConnectionOptions> = {}) =>
    connect({ url: `${server.url}/monitoring`, ...options });

  test('it knows the server, under its path', async () => {
    const api = await reach();
    expect(api.facts()).toEqual({
      url: `${server.url}/monitoring`,
      server: expect.stringMatching(/^prometheus \d/),
      kind: 'prometheus',
    });
    api.close();
  });

  test.each([
    [TRAFFIC, expect.closeTo(207, -1)],
    ['1 / 8', 0.125],
    ['vector(1) / 0', Number.POSITIVE_INFINITY],
    ['-1 / 0', Number.NEGATIVE_INFINITY],
    ['vector(0.00001)', 1e-5],
  ])('%s has a value', async (query, value) => {
    const api = await reach();
    expect(await api.instant(query, AT)).toEqual({ value });
    api.close();
  });

  test.each([
    ['nothing_of_that_name', 'the query returns no series'],
    [
      'http_requests_total',
      'the query returns 2 series instead of one: http_requests_total{code="200", service="checkout"}, http_requests_total{code="500", service="checkout"}',
    ],
    ['0 / vector(0)', 'the query gives NaN'],
    ['"text"', 'the query gives a text, not a number'],
    ['http_requests_total[5m]', 'the query gives samples over time, not one number'],
  ])('%s has none', async (query, why) => {
    const api = await reach();
    const { value, missing } = await api.instant(query, AT);
    expect([value, missing && missingReasonText(missing)]).toEqual([Number.NaN, why]);
    api.close();
  });

  test.each([
    ['sum(rate(up[)', 'PROM_QUERY', /parse error/],
    ['rate(http_requests_total)', 'PROM_QUERY', /expected type range vector/],
    ['http_requests_total * on() http_requests_total', 'PROM_QUERY', /found duplicate series|many-to-many/],
  ])('%s is rejected in the words of the server', async (query, code, words) => {
    const api = await reach();
    await expect(api.instant(query, AT)).rejects.toMatchObject({
      exit: 4,
      diagnostics: [{ code, message: expect.stringMatching(words) }],
    });
    api.close();
  });

  test('11,000 points come in one answer, equal to so many instant queries', async () => {
    const api = await reach();
    const [series] = await api.range(TRAFFIC, {
      start: EXAMPLE.from,
      end: EXAMPLE.from + 10_999,
      step: 1,
    });
    expect(series!.times.length).toBeGreaterThan(10_900);
    for (const at of [0, 1, 777, 5000, series!.times.length - 1])
      expect(await api.instant(TRAFFIC, series!.times[at]! / 1000)).toEqual({ value: series!.values[at] });
    api.close();
  });

  test('a wrong path is no API', async () => {
    const api = await connect({ url: `${server.url}/elsewhere` }).catch((problem) => problem);
    await expect('exit' in api ? Promise.reject(api) : api.instant('up', AT)).rejects.toMatchObject({
      exit: 4,
    });
  });
});

const hasOpenssl = (() => {
  try {
    execFileSync('openssl', ['version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

withPrometheus('the client against a server that wants TLS and a password', () => {
  let directory: string;
  let server: RunningPrometheus;
  const file = (name: string) => join(directory, name);
  const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: directory, stdio: 'ignore' });

  beforeAll(async () => {
    if (!hasOpenssl) return;
    directory = await mkdtemp(join(tmpdir(), 'rollout-tls-'));
    openssl(
      'req',
      '-x509',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-keyout',
      'ca.key',
      '-out',
      'ca.pem',
      '-days',
      '2',
      '-subj',
      '/CN=test authority',
    );
    writeFileSync(file('names'), 'subjectAltName=DNS:prometheus.test\n');
    for (const name of ['server', 'client']) {
      openssl(
        'req',
        '-newkey',
        'rsa:2048',
        '-nodes',
        '-keyout',
        `${name}.key`,
        '-out',
        `${name}.csr`,
        '-subj',
        `/CN=${name}`,
      );
      openssl(
        'x509',
        '-req',
        '-in',
        `${name}.csr`,
        '-CA',
        'ca.pem',
        '-CAkey',
        'ca.key',
        '-CAcreateserial',
        '-days',
        '2',
        '-out',
        `${name}.pem`,
        '-extfile',
        'names',
      );
    }
    // the hash of "secret-word"
    writeFileSync(
      file('web.yml'),
      'tls_server_config: {cert_file: server.pem, key_file: server.key, client_auth_type: RequireAndVerifyClientCert, client_ca_file: ca.pem}\n' +
        "basic_auth_users: {me: '$2b$04$abcdefghijklmnopqrstuujV0zJ3tj1V5vPQQ5i8Bd/sbbeTbZTaC'}\n",
    );
    server = await startPrometheus(undefined, [`--web.config.file=${file('web.yml')}`]);
  });
  /** A forward proxy that lets nobody through without its header, nor without its user. */
  const gate = createServer();
  gate.on('connect', ({ headers, url }, socket) => {
    const user = Buffer.from(
      String(headers['proxy-authorization']).replace('Basic ', ''),
      'base64',
    ).toString();
    if (headers['x-gate'] !== 'open, wide' || user !== 'pat:word')
      return socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
    const { hostname, port } = new URL(`http://${url}`);
    const through = netConnect(Number(port), hostname, () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      through.pipe(socket).pipe(through);
    });
  });
  beforeAll(() => new Promise<void>((done) => gate.listen(0, '127.0.0.1', done)));
  afterAll(async () => {
    gate.close();
    await server?.stop();
    if (directory) await rm(directory, { recursive: true });
  });

  const outcome = async (given: string) => {
    const yaml = given.replace('PROXY', `http://pat:word@127.0.0.1:${(gate.address() as AddressInfo).port}`);
    writeFileSync(file('http.yml'), yaml);
    const url = server.url.replace('http:', 'https:');
    try {
      const api = await connect({ url, httpConfig: { file: file('http.yml'), text: yaml }, retries: 0 });
      const { value } = await api.instant('1 + 1', 1);
      api.close();
      return String(value);
    } catch (problem) {
      return (problem as Error).message.replace(url, 'URL');
    }
  };
  const tls = 'cert_file: client.pem, key_file: client.key, server_name: prometheus.test';

  describe.skipIf(!hasOpenssl)('by its configuration file', () => {
    test.each([
      [`tls_config: {ca_file: ca.pem, ${tls}}\nbasic_auth: {username: me, password: secret-word}`, /^2$/],
      [
        `tls_config: {insecure_skip_verify: true, ${tls}}\nbasic_auth: {username: me, password: secret-word}`,
        /^2$/,
      ],
      [
        `tls_config: {ca_file: ca.pem, ${tls}, min_version: TLS13}\nbasic_auth: {username: me, password: secret-word}`,
        /^2$/,
      ],
      [
        `tls_config: {ca_file: ca.pem, ${tls}}\nbasic_auth: {username: me, password: wrong}`,
        /^URL refuses these credentials: 401 "Unauthorized"$/,
      ],
      [
        `tls_config: {${tls}}\nbasic_auth: {username: me, password: secret-word}`,
        /^URL: no secure connection: /,
      ],
      [
        `tls_config: {ca_file: ca.pem, cert_file: client.pem, key_file: client.key, server_name: other.test}`,
        /^URL: no secure connection: .*other\.test/,
      ],
      [
        `proxy_url: PROXY\nproxy_connect_header: {X-Gate: [open, wide]}\ntls_config: {ca_file: ca.pem, ${tls}}\nbasic_auth: {username: me, password: secret-word}`,
        /^2$/,
      ],
      [
        `proxy_url: PROXY\ntls_config: {ca_file: ca.pem, ${tls}}\nbasic_auth: {username: me, password: secret-word}`,
        /^URL cannot be reached: the proxy answered 403 \(through the proxy 127\.0\.0\.1:\d+\)$/,
      ],
      [
        'tls_config: {ca_file: ca.pem, server_name: prometheus.test}',
        /^URL: no secure connection: .*(certificate required|bad certificate)$/,
      ],
    ])('%s', async (yaml, expected) => expect(await outcome(yaml)).toMatch(expected));
  });
});
