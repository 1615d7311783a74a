import { describe, expect, test } from 'vitest';
import { formatDiagnostics, toJson } from '../../../src/cli/diagnostics.ts';
import type { Diagnostic } from '../../../src/errors/rollout-error.ts';

const one = (fields: Partial<Diagnostic> = {}): Diagnostic => ({
  code: 'VALUES_TYPE',
  severity: 'error',
  message: 'policy.steps[0] must be a number, got "ten"',
  path: 'policy.steps[0]',
  file: 'values.yaml',
  line: 14,
  column: 9,
  hint: null,
  ...fields,
});

const lines = (fields: Partial<Diagnostic>): string[] =>
  formatDiagnostics([one(fields)])
    .trimEnd()
    .split('\n');

describe('the text form', () => {
  test('says where, what and how to go on', () => {
    const source = '      - target: ten';
    expect(formatDiagnostics([one({ source, hint: 'write 10' })])).toBe(`\
values.yaml:14:9 error VALUES_TYPE policy.steps[0] must be a number, got "ten"
        - target: ten
          ^
hint: write 10
`);
  });

  test.each<[string, Partial<Diagnostic>, string]>([
    ['file alone', { line: null, column: null }, 'values.yaml error'],
    ['line alone', { column: null }, 'values.yaml:14 error'],
    ['nowhere', { file: null, line: null, column: null }, 'error'],
    ['a warning', { severity: 'warning' }, 'values.yaml:14:9 warning'],
  ])('%s', (_name, fields, start) => {
    expect(lines(fields)).toEqual([`${start} VALUES_TYPE policy.steps[0] must be a number, got "ten"`]);
  });

  test.each<[string, string, number, string]>([
    ['plain', 'key: 1', 6, '     ^'],
    ['at the start', 'key: 1', 1, '^'],
    ['behind the end', 'key:', 9, '    ^'],
    ['tabs stay tabs', '\tkey:\t1', 7, '\t    \t^'],
    ['wide characters', '名前: 1', 5, '      ^'],
    ['combining marks', 'e\u0301: 1', 5, '   ^'],
    ['an emoji of several code points', '👩‍🚀: 1', 8, '    ^'],
  ])('the caret stands under the column: %s', (_name, source, column, caret) => {
    expect(lines({ source, column }).slice(1)).toEqual([`  ${source}`, `  ${caret}`]);
  });

  test.each([
    ['far in', 600],
    ['at the end', 1000],
    ['at the start', 1],
  ])('a very long line is cut round the caret: %s', (_name, column) => {
    const source = Array.from({ length: 1000 }, (_, i) => (i === column - 1 ? '!' : 'x')).join('');
    const [, shown, caret] = lines({ source, column });
    expect(shown!.length).toBeLessThan(110);
    expect(shown!.indexOf('!')).toBe(caret!.indexOf('^'));
  });

  test.each(['', '   '])('no excerpt of an empty line %j', (source) =>
    expect(lines({ source })).toHaveLength(1),
  );

  test('neither line breaks nor terminal escapes reach the terminal', () => {
    const text = formatDiagnostics([
      one({
        message: 'got "\u001b[2Jx\r\n  y\u2028z"',
        file: 'v\n\u202e.yaml',
        source: 'a: \u001b]0;pwn\u0007\u202e',
        hint: 'a\nb',
      }),
    ]);
    expect(text).not.toMatch(/[\u001b\u0007\r\u202e\u2028]/);
    expect(text.split('\n')).toHaveLength(5);
  });
});

describe('the order', () => {
  test('is that of the files, then lines, then columns; what has no line first', () => {
    const places = [
      ['b.yaml', 9, 1],
      ['a.yaml', 2, 5],
      ['b.yaml', 2, 7],
      ['b.yaml', 2, 3],
      ['a.yaml', null, null],
      ['b.yaml', 10, 1],
    ] as const;
    const sorted = toJson(places.map(([file, line, column]) => one({ file, line, column })));
    expect(sorted.map(({ file, line, column }) => [file, line, column])).toEqual([
      ['b.yaml', 2, 3],
      ['b.yaml', 2, 7],
      ['b.yaml', 9, 1],
      ['b.yaml', 10, 1],
      ['a.yaml', null, null],
      ['a.yaml', 2, 5],
    ]);
  });

  test('keeps what stands in one place as it came', () => {
    expect(toJson([one({ message: 'first' }), one({ message: 'second' })]).map((d) => d.message)).toEqual([
      'first',
      'second',
    ]);
  });
});

test('the JSON form has the promised keys in the promised order, and no source line', () => {
  const [first] = toJson([one({ source: 'x' })]);
  expect(Object.keys(first!)).toEqual([
    'code',
    'severity',
    'message',
    'path',
    'file',
    'line',
    'column',
    'hint',
  ]);
});
