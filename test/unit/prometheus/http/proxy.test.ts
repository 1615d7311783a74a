import { expect, test } from 'vitest';
import { proxyFor } from '../../../../src/prometheus/http/proxy.ts';

const env = {
  HTTP_PROXY: 'http://a:3128',
  https_proxy: 'u:p%40@b:3129',
  NO_PROXY: 'inside.test,.corp.test,exact.test:8080',
};
const a = { protocol: 'http', host: 'a', port: 3128 };
const b = { protocol: 'http', host: 'b', port: 3129, auth: { username: 'u', password: 'p@' } };
const c = { protocol: 'https', host: 'c', port: 443 };

test.each([
  ['the environment, where the file has no proxy', 'http://h/', undefined, a],
  ['either case, without a scheme', 'https://h/', undefined, b],
  ['never for the machine itself', 'http://127.0.0.1:9090/', undefined, undefined],
  ['no_proxy: a host', 'http://inside.test/', undefined, undefined],
  ['no_proxy: what is below it', 'http://x.inside.test/', undefined, undefined],
  ['no_proxy: not what only ends alike', 'http://notinside.test/', undefined, a],
  ['no_proxy: a domain', 'http://x.corp.test/', undefined, undefined],
  ['no_proxy: a port', 'http://exact.test:8080/', undefined, undefined],
  ['no_proxy: another port', 'http://exact.test/', undefined, a],
  ['a file without proxies means none', 'http://h/', {}, undefined],
  ['unless it says the environment', 'http://h/', { proxy_from_environment: true }, a],
  ['the proxy of the file', 'http://h/', { proxy_url: 'https://c' }, c],
  ['its exceptions', 'http://h/', { proxy_url: 'https://c', no_proxy: 'x, h' }, undefined],
  ['all of them', 'http://h/', { proxy_url: 'https://c', no_proxy: '*' }, undefined],
])('%s', (_, url, config, proxy) => expect(proxyFor(new URL(url), config, env)).toEqual(proxy));

test('a user and a password that are no URI encoding are taken as they are', () =>
  expect(proxyFor(new URL('http://h/'), undefined, { HTTP_PROXY: 'http://u%:pw%zz@a:3128' })).toEqual({
    ...a,
    auth: { username: 'u%', password: 'pw%zz' },
  }));
