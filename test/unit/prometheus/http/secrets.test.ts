import { expect, test } from 'vitest';
import { Secrets } from '../../../../src/prometheus/http/secrets.ts';

test.each([
  ['the password hunter2!/x is wrong', 'the password *** is wrong'],
  [`Basic ${Buffer.from('hunter2!/x').toString('base64')}`, 'Basic ***'],
  [`?p=${encodeURIComponent('hunter2!/x')}`, '?p=***'],
  ['hunter2!/x-and-more', '***'],
  ['abc stays', 'abc stays'],
])('%s', (text, hidden) => {
  const secrets = new Secrets();
  secrets.add('hunter2!/x', 'hunter2!/x-and-more', 'abc', undefined);
  expect(secrets.hide(text)).toBe(hidden);
});

test('an explanation is cut at 1,000 characters, after the secrets are hidden', () => {
  const secrets = new Secrets();
  secrets.add('hunter2!/x');
  expect(secrets.hide(`${'a'.repeat(995)}hunter2!/x${'b'.repeat(5_000_000)}`)).toBe(
    `${'a'.repeat(995)}***bb...`,
  );
});

/** Percent encoding of everything. */
const percent = (text: string) =>
  [...Buffer.from(text)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');

test.each([
  'S3cretOauth%20 x',
  "a!b~c'd(e)f*g",
  'ünïcode €😀 key',
  '<tag attr="1">&\\',
  'new\nline\ttab',
  '((((a+)+)+)+)',
])('%j is hidden in every spelling', (secret) => {
  const secrets = new Secrets();
  secrets.add(secret);
  const form = new URLSearchParams({ s: secret }).toString().slice(2);
  const spellings = [
    form,
    form.toLowerCase() === form ? form : form.replace(/%../g, (found) => found.toLowerCase()),
    encodeURIComponent(form),
    encodeURIComponent(encodeURIComponent(secret)),
    percent(secret),
    percent(secret).toUpperCase(),
    Buffer.from(secret).toString('base64url'),
    encodeURIComponent(Buffer.from(secret).toString('base64')),
    ...['', 'a', 'ab', 'abc'].map((more) => Buffer.from(`${more}p=${form}&b`).toString('base64')),
    JSON.stringify(secret).slice(1, -1),
    JSON.stringify(JSON.stringify(secret)).slice(3, -3),
    [...secret].map((c) => `&#${c.codePointAt(0)};`).join(''),
    [...secret].map((c) => `&#x${c.codePointAt(0)!.toString(16)};`).join(''),
    secret
      .split('')
      .map((c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`)
      .join(''),
  ];
  expect(spellings.map((spelling) => secrets.hide(`got <${spelling}>`))).toEqual(
    spellings.map(() => 'got <***>'),
  );
});

test('a text that resembles a secret stays', () => {
  const secrets = new Secrets();
  secrets.add('a.c d');
  expect(secrets.hide('abc+d a.c-d')).toBe('abc+d a.c-d');
});

test('no text makes the search long', () => {
  const secrets = new Secrets();
  secrets.add(`${'\\'.repeat(40)}x`, `${'a'.repeat(40)}b`, '%25%25%25%25%25x');
  for (const text of ['\\', 'a', '%25', '&#92;']) {
    const shown = secrets.hide(text.repeat(100_000));
    expect(shown).toBe(`${text.repeat(1000).slice(0, 1000)}...`);
  }
});

test('a secret inside of base64 is hidden wherever the word begins', () => {
  const secrets = new Secrets();
  secrets.add('S3cret~x');
  const request = Buffer.from('GET /?p=S3cret~x HTTP/1.1').toString('base64url');
  for (const before of ['', '/', '/a', '/ab/']) expect(secrets.hide(`${before}${request}`)).toBe('***');
  expect(secrets.hide(`${Buffer.from('GET / HTTP/1.1').toString('base64')} Unauthorized`)).toMatch(/^R0VU/);
});
