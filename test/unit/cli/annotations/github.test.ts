import { expect, test } from 'vitest';
import { githubAnnotations } from '../../../../src/cli/annotations/github.ts';
import { diagnostic } from '../../../../src/errors/rollout-error.ts';

const github = githubAnnotations({ env: { GITHUB_WORKSPACE: '/repo' }, cwd: '/repo/shop' });

const at = (file: string, line: number | null = 3) => ({ at: { file, line, column: line && 5 } });
const lineOf = (file: string, key: string, line?: number | null) =>
  github.add([diagnostic('VALUES_ALIAS', { path: 'a', alias: 'b', key }, at(file, line))]);

/** A runner's reading of a line: undefined where it is no command. */
function read(line: string) {
  const [, name, properties = '', message = ''] = /^\s*::(\w+) (.*?)::(.*)$/s.exec(line) ?? [];
  const decode = (text: string) =>
    text
      .replace(/%3A/g, ':')
      .replace(/%2C/g, ',')
      .replace(/%0D/g, '\r')
      .replace(/%0A/g, '\n')
      .replace(/%25/g, '%');
  const pairs = properties.split(',').map((one) => /^(\w+)=(.*)$/s.exec(one)!.slice(1));
  return {
    name,
    ...Object.fromEntries(pairs.map(([key, value]) => [key!, decode(value!)])),
    message: decode(message),
  };
}

test('a diagnostic is a line with its place in the project, its code, its message and its hint', () => {
  expect(lineOf('values.yaml', 'c')).toBe(
    '::warning file=shop/values.yaml,line=3,col=5,title=VALUES_ALIAS::a.b is read as "c"%0Ahint: write c\n',
  );
});

test.each([
  '::error file=x,line=1::pwned',
  'a,b%2C:c.yaml',
  'a\n::error::pwned',
  'a\r\n::error::pwned',
  'a\u2028::error::pwned',
  '##[error]pwned',
])('a file named %j is one annotation, of that name', (name) => {
  const line = lineOf(name, name);
  expect(line.slice(0, -1)).not.toMatch(/[\r\n\u2028\u2029]/);
  expect(line.match(/(?<=^|\n)\s*::/g)).toHaveLength(1);
  const shown = name.replace(/\s*[\r\n\u2028]\s*/g, ' ');
  expect(read(line)).toEqual({
    name: 'warning',
    file: `shop/${shown}`,
    line: '3',
    col: '5',
    title: 'VALUES_ALIAS',
    message: expect.stringContaining(shown),
  });
});

test.each([
  ['http://localhost:9090', null, 'http://localhost:9090: a.b is'],
  ['-', 3, '-:3: a.b is'],
])('a place that is no file of the project stands in the message: %s', (place, line, start) => {
  expect(lineOf(place, 'c', line)).toContain(`::warning title=VALUES_ALIAS::${start}`);
});

test.each([
  ['::error::pwned\n', ': :error::pwned\n'],
  ['a\n  ::add-mask::x', 'a\n  : :add-mask::x'],
  ['\u00a0::error::x', '\u00a0: :error::x'],
  ['query ##[error]x', 'query # #[error]x'],
  ['a::b #[x] ## [y]', 'a::b #[x] ## [y]'],
])('text for people gives the runner no command: %j', (text, inert) => {
  expect(github.inert(text)).toBe(inert);
});
