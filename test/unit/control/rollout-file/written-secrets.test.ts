import { expect, test } from 'vitest';
import { readRolloutFile } from '../../../../src/control/rollout-file/read.ts';
import { codesOf, withActuators, withLines } from '../../../support/control/rollout-file-faults.ts';

test('a secret hides no other fault, and no line is shown', async () => {
  const text = withLines(
    'gates: [{before_step: 2}]\nnotify: [{webhook: {url_file: u, secret: HUSH}}]\nbake: long',
  );
  expect(await codesOf(text)).toEqual(['4:9 ROLLOUT_NEEDS', '5:34 ROLLOUT_SECRET', '6:1 VALUES_FORMAT']);
  const problem = await readRolloutFile(text, 'a.yaml').catch((thrown) => thrown);
  expect(JSON.stringify(problem.diagnostics)).not.toContain('HUSH');
  expect(problem.diagnostics.map(({ source }: { source?: string }) => source)).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});

test.each([
  ['a token', withActuators('flagd: {file: a, flag: f, token: HUSH}'), 'token_file or token_env'],
  [
    'an address with a password',
    withLines('notify: [{webhook: {url: "https://me:HUSH@example.com/hook"}}]'),
    'url_file or url_env',
  ],
  [
    'an address with a token',
    withLines('notify: [{webhook: {url: "https://example.com/hook?token=HUSH"}}]'),
    'url_file or url_env',
  ],
  ['the password of a server', withLines('prometheus: {url: "http://me:HUSH@p"}'), 'http_config_file'],
])('%s in the file is refused, and not repeated', async (_, text, instead) => {
  const problem = await readRolloutFile(text, 'a.yaml').catch((thrown) => thrown);
  expect(JSON.stringify(problem.diagnostics)).not.toContain('HUSH');
  expect(problem.diagnostics.map(({ code, hint }: { code: string; hint: string }) => [code, hint])).toEqual([
    ['ROLLOUT_SECRET', `take it out, replace it where it is valid, and name ${instead}`],
  ]);
});
