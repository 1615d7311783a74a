import { describe, expect, test } from 'vitest';
import { RolloutError } from '../../../src/errors/rollout-error.ts';
import { readHttpConfig } from '../../../src/prometheus/http-config.ts';

const faults = (text: string): string[] => {
  try {
    readHttpConfig(text, 'http.yml');
    return [];
  } catch (problem) {
    if (!(problem instanceof RolloutError)) throw problem;
    expect(problem.exit).toBe(3);
    return problem.diagnostics.map(({ code, line, message }) => `${line} ${code} ${message}`);
  }
};

test('a whole configuration is read as it is written', () => {
  const text = `
authorization: {type: Bearer, credentials_file: token}
tls_config: {ca_file: ca.pem, server_name: h, insecure_skip_verify: false, min_version: TLS12}
proxy_url: http://proxy:3128
no_proxy: a,b
follow_redirects: true
enable_http2: true
http_headers:
  X-Scope-OrgID: {values: [tenant-a, tenant-b]}
  X-Api-Token: {files: [token.txt]}
`;
  expect(readHttpConfig(text, 'http.yml')).toEqual({
    authorization: { type: 'Bearer', credentials_file: 'token' },
    tls_config: { ca_file: 'ca.pem', server_name: 'h', insecure_skip_verify: false, min_version: 'TLS12' },
    proxy_url: 'http://proxy:3128',
    no_proxy: 'a,b',
    follow_redirects: true,
    enable_http2: true,
    http_headers: {
      'X-Scope-OrgID': { values: ['tenant-a', 'tenant-b'] },
      'X-Api-Token': { files: ['token.txt'] },
    },
  });
});

test.each([
  ['basic_auth: {username: u, password: 12345}', { basic_auth: { username: 'u', password: '12345' } }],
  [
    'basic_auth:\n  username: true # yes\n  password_file: p',
    { basic_auth: { username: 'true', password_file: 'p' } },
  ],
  ['bearer_token: abc', { bearer_token: 'abc' }],
  ['authorization:', { authorization: undefined }],
  [
    'oauth2: {client_id: c, client_secret: s, token_url: "https://t", scopes: [a, b], endpoint_params: {audience: x}}',
    {
      oauth2: {
        client_id: 'c',
        client_secret: 's',
        token_url: 'https://t',
        scopes: ['a', 'b'],
        endpoint_params: { audience: 'x' },
      },
    },
  ],
])('%s', (text, config) => expect(readHttpConfig(text, 'http.yml')).toEqual(config));

describe('what promtool refuses, with its line', () => {
  test.each([
    ['basic_auht: {}', ['1 VALUES_UNKNOWN_KEY unknown key "basic_auht", did you mean "basic_auth"?']],
    ['basic_auth:\n  user: u', ['2 VALUES_UNKNOWN_KEY basic_auth: unknown key "user"']],
    [
      'basic_auth: {username: u}\nauthorization: {credentials: c}',
      ['2 HTTP_CONFIG_CONFLICT basic_auth and authorization exclude each other'],
    ],
    [
      'basic_auth: {}\nbearer_token: t',
      ['2 HTTP_CONFIG_CONFLICT basic_auth and bearer_token exclude each other'],
    ],
    [
      'basic_auth:\n  password: p\n  password_file: f',
      ['3 HTTP_CONFIG_CONFLICT basic_auth.password and basic_auth.password_file exclude each other'],
    ],
    [
      'authorization: {type: Basic, credentials: c}',
      ['1 HTTP_CONFIG_VALUE authorization.type cannot be basic; use basic_auth'],
    ],
    ['oauth2: {client_id: c}', ['1 VALUES_MISSING_KEY oauth2: key "token_url" is missing']],
    [
      'oauth2: {client_id: c, token_url: "https://t", client_secret: a, client_secret_file: b}',
      ['1 HTTP_CONFIG_CONFLICT oauth2.client_secret and oauth2.client_secret_file exclude each other'],
    ],
    [
      'oauth2: {client_id: c, token_url: t}',
      ['1 HTTP_CONFIG_VALUE oauth2.token_url must start with http:// or https://'],
    ],
    [
      'oauth2: {client_id: c, token_url: "https://t", grant_type: jwt}',
      ['1 HTTP_CONFIG_VALUE grant_type is not supported by rollout'],
    ],
    [
      'tls_config: {min_version: TLS14}',
      ['1 VALUES_ENUM tls_config.min_version must be one of TLS10, TLS11, TLS12, TLS13, got TLS14'],
    ],
    [
      'tls_config: {cert_file: c.pem}',
      ['1 HTTP_CONFIG_VALUE tls_config needs a certificate and its key, or neither'],
    ],
    [
      'tls_config: {ca: x, ca_file: y}',
      ['1 HTTP_CONFIG_CONFLICT tls_config.ca and tls_config.ca_file exclude each other'],
    ],
    ['no_proxy: x', ['1 VALUES_MISSING_KEY key "proxy_url" is missing']],
    [
      'proxy_url: http://x\nproxy_from_environment: true',
      ['2 HTTP_CONFIG_CONFLICT proxy_url and proxy_from_environment exclude each other'],
    ],
    ['proxy_connect_header: {X-Gate: [a]}', ['1 VALUES_MISSING_KEY key "proxy_url" is missing']],
    [
      'proxy_url: http://x\nproxy_connect_header:\n  X Gate: [a]',
      ['3 HTTP_CONFIG_VALUE proxy_connect_header["X Gate"] is not a header name'],
    ],
    ['proxy_url: socks5://x', ['1 HTTP_CONFIG_VALUE proxy_url must start with http:// or https://']],
    [
      'http_headers:\n  A: {values: [x]}\n  authorization: {values: [x]}',
      ['3 HTTP_CONFIG_VALUE http_headers.authorization is set by rollout itself and cannot be given'],
    ],
    [
      'http_headers:\n  "bad name": {values: [x]}',
      ['2 HTTP_CONFIG_VALUE http_headers["bad name"] is not a header name'],
    ],
    [
      'http_headers:\n  A:\n    secrets: ["x\\ny"]',
      [
        '3 HTTP_CONFIG_VALUE http_headers.A.secrets has a character that a header must not have, such as a line end',
      ],
    ],
    ['http_headers: {A: x}', ['1 NOT_A_MAPPING http_headers.A must be a mapping (key: value), got string']],
    ['http_headers: {A: {values: x}}', ['1 VALUES_TYPE http_headers.A.values must be a list, got string']],
    ['follow_redirects: maybe', ['1 VALUES_TYPE follow_redirects must be true or false, got string']],
    [
      'basic_auth: {username: u, password: 0123}',
      ['1 VALUES_TYPE basic_auth.password must be text (put it in quotes), got number'],
    ],
    [
      'basic_auth: {username: u, password: [x]}',
      ['1 VALUES_TYPE basic_auth.password must be text (put it in quotes), got a list'],
    ],
    ['- a', ['1 NOT_A_MAPPING the configuration must be a mapping (key: value), got a list']],
    ['constructor: x', ['1 VALUES_UNKNOWN_KEY unknown key "constructor"']],
    ['a: 1\nb: 2', ['1 VALUES_UNKNOWN_KEY unknown key "a"', '2 VALUES_UNKNOWN_KEY unknown key "b"']],
  ])('%s', (text, expected) => expect(faults(text)).toEqual(expected));
});

test.each([
  'basic_auth: {password: hunter22, x: y}',
  'basic_auth: {password: "hunter22}',
  'bearer_token: hunter22\nbearer_token: hunter22',
])('no fault shows a line that may hold a secret: %s', (text) => {
  try {
    readHttpConfig(text, 'http.yml');
    expect.unreachable();
  } catch (problem) {
    expect(JSON.stringify((problem as RolloutError).diagnostics)).not.toContain('hunter22');
  }
});

test('a header without anything in it is a fault at its line', () =>
  expect(faults('http_headers:\n  X-A:\n')).toEqual([
    '2 HTTP_CONFIG_VALUE http_headers.X-A must have values, secrets or files',
  ]));
