import { describe, expect, test } from 'vitest';
import { RolloutError } from '../../../src/errors/rollout-error.ts';
import { assign, noValues, parseAssignment } from '../../../src/text/assign.ts';
import { parseYaml } from '../../../src/text/yaml.ts';

const set = (...texts: string[]) =>
  assign(
    noValues,
    texts.map((text) => parseAssignment(text)),
  );

describe('--set', () => {
  test.each([
    [['a.b=1'], { a: { b: 1 } }],
    [['a.b=1', 'a.c=two'], { a: { b: 1, c: 'two' } }],
    [['a=1', 'a=2'], { a: 2 }],
    [['a=[{b: 1}]', 'a[0].b=2', 'a[1].b=3'], { a: [{ b: 2 }, { b: 3 }] }],
    [['a={b: {c: 1}}', 'a.b.d=2'], { a: { b: { c: 1, d: 2 } } }],
    [['a={b: 1}', 'a={c: 2}'], { a: { c: 2 } }],
    [['a='], { a: null }],
    [['a=~'], { a: null }],
    [['a=""'], { a: '' }],
    [['a=yes'], { a: 'yes' }],
    [['a="1"'], { a: '1' }],
    [['a=b=c'], { a: 'b=c' }],
    [['q=sum(rate(x{code=~"5.."}[5m]))'], { q: 'sum(rate(x{code=~"5.."}[5m]))' }],
    [['a["k.e=y"]=1'], { a: { 'k.e=y': 1 } }],
  ])('%o', (texts, value) => expect(set(...texts).value).toEqual(value));

  test('does not change what it starts from, nor any prototype', () => {
    const base = parseYaml('a: {b: 1}\n', 'values.yaml');
    expect(assign(base, [parseAssignment('a.b=2'), parseAssignment('__proto__.x=1')]).value).toMatchObject({
      a: { b: 2 },
    });
    expect(base.value).toEqual({ a: { b: 1 } });
    expect(({} as Record<string, unknown>).x).toBeUndefined();
  });

  test.each([
    ['a.b', 'USAGE_VALUE', null],
    ['=1', 'USAGE_VALUE', null],
    ['a..b=1', 'USAGE_VALUE', null],
    ['a[x]=1', 'USAGE_VALUE', null],
    [`${'a.'.repeat(128)}a=1`, 'YAML_DEPTH', `--set ${'a.'.repeat(20)}a…`],
    ['a[3]=1', 'VALUES_TYPE', '--set a[3]=1'],
    ['a[0].b[0].c.d[5]=1', 'VALUES_TYPE', '--set a[0].b[0].c.d[5]=1'],
    ['a=[1', 'YAML_SYNTAX', '--set a=[1'],
    ['a={b: 1, b: 2}', 'YAML_DUPLICATE_KEY', '--set a={b: 1, b: 2}'],
  ])('%s is refused', (text, code, file) => {
    const thrown = caught(() => set(text));
    expect(thrown.diagnostics).toMatchObject([{ code, file }]);
  });

  test('a scalar or a list is not walked through as a mapping', () => {
    expect(caught(() => set('a=1', 'a.b=2')).message).toBe('a must be a mapping, got 1');
    expect(caught(() => set('a=[1]', 'a.b=2')).message).toBe('a must be a mapping, got a list of 1');
    expect(caught(() => set('a={b: 1}', 'a[0]=2')).message).toBe('a must be a list, got a mapping');
  });

  test('places are the flag that set them, else the file', () => {
    const values = assign(parseYaml('a:\n  b: 1\n  c: 2\n', 'values.yaml'), [
      parseAssignment('a.b=x'),
      parseAssignment('d.e=[1]'),
      parseAssignment('a.b=y'),
    ]);
    expect(values.locate('/a/b')).toMatchObject({ file: '--set a.b=y', line: null });
    expect(values.locate('/d/e/0')).toMatchObject({ file: '--set d.e=[1]' });
    expect(values.locate('/a/c')).toMatchObject({ file: 'values.yaml', line: 3, column: 3 });
  });

  test('a long value is shortened in its place', () =>
    expect(set(`a=${'x'.repeat(200)}`).locate('/a').file).toMatch(/^--set a=x{30,40}…$/));
});

function caught(run: () => unknown): RolloutError {
  try {
    run();
  } catch (problem) {
    if (problem instanceof RolloutError) return problem;
    throw problem;
  }
  throw new Error('nothing was thrown');
}
