import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { codeOf, RolloutError } from '../../../../src/errors/rollout-error.ts';
import { type ConnectionOptions, connect } from '../../../../src/prometheus/connect.ts';
import { fakeClock } from '../../../support/fake-clock.ts';
import { type Fault, type FaultProxy, html, type Seen } from '../../../support/fault-proxy.ts';
import { BUILD, json, one, refusal, scriptedPrometheus, text } from '../../../support/scripted-prometheus.ts';

let server: FaultProxy | undefined;
afterEach(() => server?.close());

const files: Record<string, string> = {
  '/etc/rollout/password': 'from-a-file\n',
  '/etc/rollout/token': 'token-1\n',
  '/etc/rollout/tenant': 'tenant-f',
};
const read = async (file: string) =>
  files[file] ?? Promise.reject(Object.assign(new Error('ENOENT'), { code: 'ENOENT' }));
const config = (yaml: string) => ({ httpConfig: { file: '/etc/rollout/http.yml', text: yaml } });
const basic = (pair: string) => `Basic ${Buffer.from(pair).toString('base64')}`;

async function sent(options: Partial<ConnectionOptions>, user = ''): Promise<Seen['headers']> {
  server = await scriptedPrometheus(() => one('1'));
  const api = await connect({ url: server.url.replace('//', `//${user}`), read, ...options });
  await api.instant('up', 1);
  api.close();
  return server.seen.at(-1)!.headers;
}

describe('what is sent', () => {
  test.each<[string, Partial<ConnectionOptions>, string, Record<string, string>]>([
    ['userinfo of the URL', {}, 'me:p%40ss@', { authorization: basic('me:p@ss') }],
    [
      'basic_auth',
      config('basic_auth: {username: me, password: word}'),
      '',
      { authorization: basic('me:word') },
    ],
    [
      'basic_auth wins over userinfo',
      config('basic_auth: {username: me, password: word}'),
      'you:x@',
      { authorization: basic('me:word') },
    ],
    [
      'a password file, relative to the configuration',
      config('basic_auth: {username: me, password_file: password}'),
      '',
      { authorization: basic('me:from-a-file') },
    ],
    ['a bearer token', config('authorization: {credentials: abc}'), '', { authorization: 'Bearer abc' }],
    [
      'another type',
      config('authorization: {type: Token, credentials_file: ./token}'),
      '',
      { authorization: 'Token token-1' },
    ],
    ['the old keys', config('bearer_token_file: token'), '', { authorization: 'Bearer token-1' }],
    [
      'headers of the file',
      config('http_headers: {X-Scope-OrgID: {values: [a, b], files: [tenant]}, X-Key: {secrets: [s3]}}'),
      '',
      { 'x-scope-orgid': 'a, b, tenant-f', 'x-key': 's3' },
    ],
    [
      '--header',
      { headers: ['X-Scope-OrgID: tenant-a', 'x-odd:  a:b '] },
      '',
      { 'x-scope-orgid': 'tenant-a', 'x-odd': 'a:b' },
    ],
    [
      '--header wins over the file',
      { ...config('http_headers: {X-Scope-OrgID: {values: [a]}}'), headers: ['x-scope-orgid: b'] },
      '',
      { 'x-scope-orgid': 'b' },
    ],
  ])('%s', async (_, options, user, headers) => expect(await sent(options, user)).toMatchObject(headers));

  test('a token file is read again for every request', async () => {
    server = await scriptedPrometheus(() => one('1'));
    let token = 'one-token';
    const api = await connect({
      url: server.url,
      read: async () => token,
      ...config('authorization: {credentials_file: t}'),
    });
    token = 'two-token';
    await api.instant('up', 1);
    api.close();
    expect(server.seen.map(({ headers }) => headers.authorization)).toEqual([
      'Bearer one-token',
      'Bearer two-token',
    ]);
  });
});

describe('what is refused', () => {
  const refused = async (options: Partial<ConnectionOptions>) =>
    connect({ url: 'http://127.0.0.1:1', read, ...options }).then(
      () => '',
      (problem: RolloutError) => `${problem.exit} ${problem.diagnostics[0]?.file} ${problem.message}`,
    );
  test.each<[Partial<ConnectionOptions>, string]>([
    [{ headers: ['no colon hunter22'] }, '2 null --header ***: a colon between name and value is missing'],
    [{ headers: ['bad name: hunter22'] }, "2 null --header 'bad name: ***': that is not a header name"],
    [{ headers: ['Host: hunter22'] }, "2 null --header 'Host: ***': rollout sets this header itself"],
    [
      config('basic_auth: {username: u, password_file: nowhere}'),
      '3 /etc/rollout/http.yml basic_auth.password_file: /etc/rollout/nowhere cannot be read: no such file',
    ],
    [
      config('http_headers: {A: {files: [../x]}}'),
      '3 /etc/rollout/http.yml http_headers.A: /etc/x cannot be read: no such file',
    ],
    [
      config('tls_config: {ca_file: ca.pem}'),
      '3 /etc/rollout/http.yml tls_config.ca_file: /etc/rollout/ca.pem cannot be read: no such file',
    ],
  ])('%j', async (options, message) => expect(await refused(options)).toBe(message));
});

describe('a secret the server knows is in nothing rollout says', () => {
  const SECRET = 'hunter2-planted';
  const ways: [string, string, Partial<ConnectionOptions>][] = [
    ['the URL', `me:${SECRET}@`, {}],
    ['the query string of the URL', '', {}],
    ['a header', '', { headers: [`X-Key: ${SECRET}`] }],
    ['a password', '', config(`basic_auth: {username: me, password: ${SECRET}}`)],
    ['a token file', '', { ...config('authorization: {credentials_file: t}'), read: async () => SECRET }],
    ['a header of the file', '', config(`http_headers: {X-Key: {secrets: [${SECRET}]}}`)],
    ['a proxy of the environment', '', { env: { HTTP_PROXY: `http://me:${SECRET}@127.0.0.1:1` } }],
  ];
  const echo: [string, Fault][] = [
    ['in a page', text(502, `you sent ${SECRET} and ${basic(`me:${SECRET}`)}`)],
    ['in an error', refusal(400, 'bad_data', `bad ${SECRET} ${encodeURIComponent(SECRET)}`)],
    ['in a redirect', text(302, '', { location: `/login/${SECRET}?key=${SECRET}` })],
    ['in a warning', one('1', { warnings: [`PromQL warning: ${SECRET}`] })],
    ['in the warning of a part', one('1', { warnings: [`w ${SECRET}`] })],
    ['in an unknown shape', json({ status: 'success', data: { resultType: SECRET, result: [] } })],
    ['in a login page', { ...html(), body: SECRET } as Fault],
    ['when it breaks', { kind: 'reset' }],
  ];
  test.each(
    ways.flatMap(([way, user, options]) =>
      echo.map(([how, fault]) => [`${way}, echoed ${how}`, user, options, fault] as const),
    ),
  )('%s', async (way, user, options, fault) => {
    server = await scriptedPrometheus(() => fault);
    const url = `${server.url.replace('//', `//${user}`)}${way.startsWith('the query string') ? `?token=${SECRET}` : ''}`;
    const said: unknown[] = [];
    const api = await connect({ url, clock: fakeClock(1e6, true), retries: 1, read, ...options });
    await api
      .instant('up', 1)
      .catch((problem: RolloutError) =>
        said.push(problem.diagnostics, problem.stack, problem.message, problem.cause),
      );
    said.push(api.facts(), api.warnings());
    api.close();
    const everything = JSON.stringify(said);
    for (const form of [
      SECRET,
      encodeURIComponent(SECRET),
      Buffer.from(SECRET).toString('base64'),
      basic(`me:${SECRET}`).slice(6),
    ])
      expect(everything).not.toContain(form);
    expect(server.seen.length).toBeGreaterThan(1);
  });
});

test('a server that wants a client it does not know says so', async () => {
  server = await scriptedPrometheus(() => one('1'), json(BUILD, 401));
  await expect(connect({ url: server.url })).rejects.toBeInstanceOf(RolloutError);
});

describe('files with secrets that others can read', () => {
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'rollout-private-'));
  });
  afterEach(() => rmSync(directory, { recursive: true, force: true }));

  /** What connecting with a configuration throws; each file has the text "word". */
  const codeWith = async (yaml: string, files: Readonly<Record<string, number>>, isPrivate = true) => {
    await server?.close();
    server = await scriptedPrometheus(() => one('1'));
    const file = join(directory, 'http.yml');
    for (const [name, mode] of Object.entries({ 'http.yml': 0o600, ...files })) {
      writeFileSync(join(directory, name), name === 'http.yml' ? yaml : 'word');
      chmodSync(join(directory, name), mode);
    }
    const options = { url: server.url, httpConfig: { file, text: yaml }, isPrivate };
    const asked = connect(options).then((api) => api.instant('up', 1).finally(api.close));
    return asked.then(
      () => 'none',
      (problem) => [codeOf(problem), (problem as RolloutError).diagnostics[0]!.path],
    );
  };
  const shared = (key: string) => ['HTTP_CONFIG_SHARED', key];

  test.each<[string, Readonly<Record<string, number>>, unknown]>([
    ['basic_auth: {username: a, password: word}', { 'http.yml': 0o644 }, shared('basic_auth.password')],
    ['authorization: {credentials: word}', { 'http.yml': 0o660 }, shared('authorization.credentials')],
    ['http_headers: {X-Key: {secrets: [word]}}', { 'http.yml': 0o604 }, shared('http_headers.X-Key.secrets')],
    [
      '{proxy_url: "http://a:word@127.0.0.1:1", no_proxy: "127.0.0.1"}',
      { 'http.yml': 0o644 },
      shared('proxy_url'),
    ],
    ['basic_auth: {username: a, password: word}', {}, 'none'],
    ['basic_auth: {username: a}', { 'http.yml': 0o644 }, 'none'],
    [
      'basic_auth: {username_file: user, password_file: word}',
      { 'http.yml': 0o644, user: 0o644, word: 0o600 },
      'none',
    ],
    ['basic_auth: {username: a, password_file: word}', { word: 0o644 }, shared('basic_auth.password_file')],
    ['authorization: {credentials_file: word}', { word: 0o644 }, shared('authorization.credentials_file')],
    ['tls_config: {ca_file: ca}', { ca: 0o644 }, 'none'],
  ])('%s with modes %j', async (yaml, files, found) => {
    expect(await codeWith(yaml, files)).toEqual(found);
    expect(await codeWith(yaml, files, false)).toBe('none');
  });
});
