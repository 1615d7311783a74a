import { describe, expect, test } from 'vitest';
import { endpoint, parseBaseUrl, shownUrl } from '../../../../src/prometheus/http/base-url.ts';

describe('parseBaseUrl', () => {
  test.each([
    ['http://localhost:9090', 'http://localhost:9090/api/v1/query', 'http://localhost:9090', undefined],
    ['http://localhost:9090/', 'http://localhost:9090/api/v1/query', 'http://localhost:9090', undefined],
    ['https://h/prometheus/', 'https://h/prometheus/api/v1/query', 'https://h/prometheus', undefined],
    ['https://h/prometheus/api/v1', 'https://h/prometheus/api/v1/query', 'https://h/prometheus', '/api/v1'],
    ['https://h/api/v1/query_range/', 'https://h/api/v1/query', 'https://h', '/api/v1/query_range'],
    ['https://h/prom/graph?g0.expr=up', 'https://h/prom/api/v1/query?g0.expr=up', 'https://h/prom', '/graph'],
    ['https://h/query', 'https://h/api/v1/query', 'https://h', '/query'],
    [
      'https://h/api/prom?orgId=7',
      'https://h/api/prom/api/v1/query?orgId=7',
      'https://h/api/prom',
      undefined,
    ],
    ['https://me:s%40crt@h/p', 'https://h/p/api/v1/query', 'https://h/p', undefined],
  ])('%s', (text, url, shown, ending) => {
    const base = parseBaseUrl(text);
    expect(endpoint(base, 'query')).toBe(url);
    expect(base.shown).toBe(shown);
    expect(base.notes.map(({ message }) => message)).toEqual(ending ? [expect.stringContaining(ending)] : []);
  });

  test('credentials are decoded', () =>
    expect(parseBaseUrl('https://me:s%40crt@h').user).toEqual({ username: 'me', password: 's@crt' }));

  test.each([
    [
      'localhost:9090',
      '"localhost:9090" is not the address of a Prometheus: it must start with http:// or https://, did you mean "http://localhost:9090"?',
    ],
    ['', '"" is not the address of a Prometheus: it is not a URL'],
    ['http://me:hid/den@h:port/x', '"http://h:port/x" is not the address of a Prometheus: it is not a URL'],
    [
      'http://me:hid?den@h:port/x?token=hidden',
      '"http://h:port/x" is not the address of a Prometheus: it is not a URL',
    ],
    [
      'ftp://me:hidden@h',
      '"ftp://h" is not the address of a Prometheus: it must start with http:// or https://',
    ],
  ])('%s is refused without its credentials', (text, message) => {
    expect(() => parseBaseUrl(text)).toThrow(expect.objectContaining({ message, exit: 2 }));
  });
});

test.each([
  ['https://u:p@h:1/login?next=secret#f', 'https://h:1/login'],
  ['not a url ?x=secret', 'not a url '],
])('shownUrl %s', (text, shown) => expect(shownUrl(text)).toBe(shown));
