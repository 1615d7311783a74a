import { expect, test } from 'vitest';
import { gitlabAnnotations } from '../../../../src/cli/annotations/gitlab.ts';
import { diagnostic } from '../../../../src/errors/rollout-error.ts';

const open = () => gitlabAnnotations({ env: { CI_PROJECT_DIR: '/repo' }, cwd: '/repo/shop' });

const alias = (key: string, line = 3) =>
  diagnostic(
    'VALUES_ALIAS',
    { path: 'a', alias: 'b', key },
    { at: { file: 'values.yaml', line, column: 5 } },
  );

test('nothing found is an empty report', () => {
  expect(open().end()).toBe('[]\n');
});

test('what was found is one report at the end', () => {
  const gitlab = open();
  expect(gitlab.add([alias('c'), diagnostic('FILE_MISSING', { file: 'v\n.yaml' })])).toBe('');
  expect(JSON.parse(gitlab.end())).toEqual([
    {
      description: 'a.b is read as "c"; hint: write c',
      check_name: 'VALUES_ALIAS',
      fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/),
      severity: 'minor',
      location: { path: 'shop/values.yaml', lines: { begin: 3 } },
    },
    {
      description: 'v .yaml: no such file; hint: check the path; `-` reads standard input',
      check_name: 'FILE_MISSING',
      fingerprint: expect.any(String),
      severity: 'critical',
      location: { path: '.', lines: { begin: 1 } },
    },
  ]);
});

test('a finding keeps its fingerprint when its line moves, and two of the same have two', () => {
  const fingerprints = (lines: readonly number[]): string[] => {
    const gitlab = open();
    gitlab.add(lines.map((line) => alias('c', line)));
    return JSON.parse(gitlab.end()).map(({ fingerprint }: { fingerprint: string }) => fingerprint);
  };
  const [one, other] = fingerprints([3, 9]);
  expect(one).not.toBe(other);
  expect(fingerprints([4, 10])).toEqual([one, other]);
});
