import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { setKeys, spanAt } from '../../../src/text/json-span.ts';

const at = (text: string, ...keys: string[]) => {
  const span = spanAt(text, keys);
  return span && text.slice(span.start, span.end);
};

describe('spanAt', () => {
  const text = ' { "a" : { "b\\"}" : [1, {"]": "}"}] ,"c":-1.5e3}, "d": true, "a\\u0062": "x", "d": null } ';

  test.each([
    [['a', 'b"}'], '[1, {"]": "}"}]'],
    [['a', 'c'], '-1.5e3'],
    [['ab'], '"x"'],
    [['d'], 'null'],
    [['e'], undefined],
    [['d', 'e'], undefined],
  ])('%j', (keys, value) => {
    expect(at(text, ...keys)).toBe(value);
  });
});

/** What an object becomes when its keys are set. */
function set(text: string, changes: Record<string, unknown>): string {
  const texts = Object.entries(changes).map(([key, value]) => [key, JSON.stringify(value)]);
  return setKeys(text, spanAt(text, [])!, Object.fromEntries(texts));
}

describe('setKeys', () => {
  test.each([
    ['{}', '{"a": 1,"b": 2}'],
    ['{"a":0,"c":3}', '{"a":1,"c":3,"b": 2}'],
    ['{\n  "c": 3\n}', '{\n  "c": 3,\n  "a": 1,\n  "b": 2\n}'],
    ['{"b": [0], "a" : {} }', '{"b": 2, "a" : 1 }'],
  ])('%j', (text, changed) => {
    expect(set(text, { a: 1, b: 2 })).toBe(changed);
  });

  test('of any object, in any layout, these keys change and nothing else', () => {
    const values = fc.dictionary(fc.string(), fc.jsonValue());
    const changes = fc.dictionary(fc.string(), fc.jsonValue(), { minKeys: 1, maxKeys: 3 });
    const check = (object: object, change: Record<string, unknown>, indent: number) => {
      const text = JSON.stringify(object, null, indent);
      expect(JSON.parse(set(text, change))).toEqual(JSON.parse(JSON.stringify({ ...object, ...change })));
      const again = set(set(text, change), change);
      expect(again).toBe(set(text, change));
    };
    fc.assert(fc.property(values, changes, fc.constantFrom(0, 2), check), { seed: 1, numRuns: 500 });
  });
});
