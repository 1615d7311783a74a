import { expect, test } from 'vitest';
import { readServerUrl } from '../../../../src/control/remote/server-url.ts';

test.each([
  ['http://127.0.0.1:9464', 'http://127.0.0.1:9464'],
  ['https://rollout.example/team-a/', 'https://rollout.example/team-a'],
  ['http://[::1]:9464/', 'http://[::1]:9464'],
])('%s', (text, url) => {
  expect(readServerUrl(text)).toBe(url);
});

test.each([
  ['localhost:9464', 'it must start with http:// or https://, did you mean "http://localhost:9464"?'],
  ['here', 'it is not a URL'],
  ['ftp://host', 'it must start with http:// or https://'],
  ['http://ada:secret@host', 'it takes no user: the token is given by --token-file'],
  ['http://host/?token=secret', 'it must end before ? and #'],
])('%s is none', (text, why) => {
  expect(() => readServerUrl(text)).toThrow(why);
  expect(() => readServerUrl(text)).not.toThrow('secret');
});
