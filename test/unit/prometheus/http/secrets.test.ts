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
