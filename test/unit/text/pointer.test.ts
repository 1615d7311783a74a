import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromPointer, parseDotted, toDotted, toPointer } from '../../../src/text/pointer.ts';

test.each<[(string | number)[], string, string]>([
  [[], '', ''],
  [
    ['policy', 'load_ramp', 'steps', 0, 'duration'],
    '/policy/load_ramp/steps/0/duration',
    'policy.load_ramp.steps[0].duration',
  ],
  [['a/b', '~c'], '/a~1b/~0c', '["a/b"]["~c"]'],
  [['a', 'odd key'], '/a/odd key', 'a["odd key"]'],
  [[0], '/0', '[0]'],
])('%j', (path, pointer, dotted) => {
  expect(toPointer(path)).toBe(pointer);
  expect(toDotted(pointer)).toBe(dotted);
  expect(fromPointer(pointer)).toEqual(path.map(String));
});

describe('parseDotted', () => {
  test.each<[string, (string | number)[]]>([
    ['policy', ['policy']],
    ['policy.load_ramp.steps[0].duration', ['policy', 'load_ramp', 'steps', 0, 'duration']],
    ['a[0][1]', ['a', 0, 1]],
    ['[0].a', [0, 'a']],
    ['a["odd key"].b', ['a', 'odd key', 'b']],
    ['a.b-c.0', ['a', 'b-c', '0']],
  ])('reads %s', (text, path) => expect(parseDotted(text)).toEqual(path));

  test.each([
    '',
    '.',
    'a.',
    '.a',
    'a..b',
    'a[',
    'a[]',
    'a[x]',
    'a[-1]',
    'a[0',
    'a[0]b',
    'a["x]',
    'a[12345678]',
  ])('refuses %j', (text) => {
    expect(parseDotted(text)).toBeUndefined();
  });

  test('reads back what toDotted writes, for keys of words', () => {
    const key = fc.stringMatching(/^[a-z_][\w-]{0,8}$/);
    fc.assert(
      fc.property(fc.array(fc.oneof(key, fc.nat(99_999)), { minLength: 1 }), (path) => {
        expect(parseDotted(toDotted(toPointer(path)))).toEqual(path);
      }),
    );
  });
});
