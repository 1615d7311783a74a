import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { toDotted, toPointer } from '../../../../src/text/pointer.ts';
import { editYaml, type YamlEdit } from '../../../../src/text/yaml/edit.ts';
import { parseYaml } from '../../../../src/text/yaml.ts';
import { root } from '../../../support/script.ts';

const edit = (text: string, ...edits: readonly YamlEdit[]) => editYaml(text, 'values.yaml', edits);
const reset = (value: number | string): YamlEdit => ({ path: 'drivers[0].reset.threshold', value });

describe('a text with one scalar changed', () => {
  test.each([
    ['block style', 'drivers:\n  - reset:\n      threshold: 100\n'],
    [
      'a comment behind it',
      'drivers:\n  - reset:\n      threshold: 100   # ms, of the week in May\n    # end\n',
    ],
    ['flow style', 'drivers: [{reset: {threshold: 100}, name: "a, b"}]\n'],
    ['flow style of several lines', 'drivers: [\n  {reset: {\n    threshold:  100,  # why\n    x: 1}}]\n'],
    ['JSON', '{"drivers": [{"reset": {"threshold": 100}}]}'],
    [
      'other keys of the same name',
      'threshold: 100\ndrivers:\n- reset: {threshold: 100}\n- reset: {threshold: 100}\n',
    ],
    ['Windows line ends', 'drivers:\r\n  - reset:\r\n      threshold: 100\r\n      x: 1\r\n'],
    ['a byte order mark', '\uFEFFdrivers:\n  - reset:\n      threshold: 100\n'],
    ['no line end', 'drivers:\n  - reset:\n      threshold: 100'],
    ['a document mark', '%YAML 1.2\n---\n# top\ndrivers:\n  - reset: {threshold: 100}\n...\n'],
    ['quoted keys', `"drivers":\n  - 'reset': {"threshold": 100}\n`],
    ['a tag', 'drivers:\n  - reset: {threshold: !!float 100}\n'],
    ['an anchor that nothing uses', 'drivers:\n  - reset: {threshold: &ms 100}\n'],
    [
      'characters of more than one code unit',
      '# 𝒂 😀\nname: "😀"\ndrivers:\n  - reset:\n      threshold: 100 # 😀\n',
    ],
  ])('%s stays byte for byte', (_, text) => {
    const last = text.lastIndexOf('- reset: {threshold: 100}\n- reset') >= 0;
    const at = last ? text.indexOf('100', text.indexOf('- reset')) : text.indexOf('100');
    expect(edit(text, reset(131.2))).toEqual({ text: `${text.slice(0, at)}131.2${text.slice(at + 3)}` });
  });

  test.each([
    [
      'plain',
      'drivers:\n  - reset:\n      threshold: 30s # half\n',
      'drivers:\n  - reset:\n      threshold: 1m30s # half\n',
    ],
    ['double quoted', 'drivers: [{reset: {threshold: "30s"}}]', 'drivers: [{reset: {threshold: "1m30s"}}]'],
    ['tagged', 'drivers: [{reset: {threshold: !!str 30s}}]', 'drivers: [{reset: {threshold: !!str 1m30s}}]'],
    ['single quoted', "drivers: [{reset: {threshold: '30s'}}]", "drivers: [{reset: {threshold: '1m30s'}}]"],
  ])('a duration that is %s', (_, before, after) => {
    expect(edit(before, reset('1m30s'))).toEqual({ text: after });
  });

  test('several at once, in any order', () => {
    const text = 'a: 1 # one\nb: [2, 3]\nc: {d: 4}\n';
    const edits = [
      { path: 'c.d', value: 40.5 },
      { path: 'a', value: 1000 },
      { path: 'b[1]', value: -3 },
    ];
    expect(edit(text, ...edits)).toEqual({ text: 'a: 1000 # one\nb: [2, -3]\nc: {d: 40.5}\n' });
  });

  test('a number in quotes stays in quotes', () => {
    expect(edit(`a: "1"\nb: '2'\n`, { path: 'a', value: 7 }, { path: 'b', value: 0.5 })).toEqual({
      text: `a: "7"\nb: '0.5'\n`,
    });
  });

  test('small numbers have no exponent', () => {
    expect(edit('a: 1\n', { path: 'a', value: 2.5e-7 })).toEqual({ text: 'a: 0.00000025\n' });
  });
});

describe('what cannot be changed alone is a fault with its place', () => {
  const SHARED = 'it stands for other values too (an anchor, an alias or a merge)';

  test.each([
    ['an anchor that is used', 'x: &ms 100\na: 100\nb: *ms\n', 'x', SHARED, 1],
    ['an alias', 'x: &ms 100\na: *ms\n', 'a', SHARED, 2],
    ['a value of an anchored mapping', 'x: &c {t: 1}\ny: *c\n', 'x.t', SHARED, 1],
    ['a value through an alias', 'x: &c {t: 1}\ny: *c\n', 'y.t', 'it is not written there', 2],
    ['a merged value', 'x: &c {t: 1}\ny: {<<: *c, u: 2}\n', 'y.t', 'it is not written there', 2],
    ['a key that is not there', 'x: {t: 1}\n', 'x.u', 'it is not written there', 1],
    ['an empty value', 'x:\n  t:\n', 'x.t', 'it is not written there', 2],
    ['a block of text', 'x: |\n  30s\n', 'x', 'it is written as a block of text', 1],
  ])('%s', (_, text, path, why, line) => {
    const found = edit(text, { path, value: 7 });
    expect(found).toMatchObject({ faults: [{ path, why, at: { file: 'values.yaml', line } }] });
  });

  test('a merged mapping keeps what it says itself', () => {
    const text = 'x: &c {t: 1}\ny: {<<: *c, t: 2}\n';
    expect(edit(text, { path: 'y.t', value: 7 })).toEqual({ text: 'x: &c {t: 1}\ny: {<<: *c, t: 7}\n' });
  });

  test('all of them at once', () => {
    const found = edit('x: &ms 100\nb: *ms\n', { path: 'b', value: 7 }, { path: 'c', value: 1 });
    expect('faults' in found && found.faults.map(({ path }) => path)).toEqual(['b', 'c']);
  });
});

describe('every number and duration of every example', () => {
  const files = ['examples', 'blueprints', 'test/acceptance'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => /(values|example)\.yaml$/.test(file) && !file.includes('guarded-rollout'))
      .map((file) => join(folder, file)),
  );

  test.each(files)('%s stays byte for byte but for it', (file) => {
    const text = readFileSync(join(root, file), 'utf8');
    const places = scalarsIn(parseYaml(text, file).value);
    expect(places.length).toBeGreaterThan(0);
    for (const { path, value } of places) {
      const changed = typeof value === 'number' ? 1234.5 : '1h2m3s';
      const edited = editYaml(text, file, [{ path, value: changed }]);
      if (!('text' in edited)) throw new Error(`${path}: ${edited.faults[0]!.why}`);
      const at = differsAt(text, edited.text);
      const written = String(changed);
      expect(edited.text.slice(at.from, at.from + written.length)).toBe(written);
      expect(text.slice(0, at.from) + edited.text.slice(at.from, at.to) + text.slice(at.was)).toBe(
        edited.text,
      );
    }
  });

  /** The paths of all numbers and durations. */
  function scalarsIn(
    value: unknown,
    path: readonly (string | number)[] = [],
  ): { path: string; value: number | string }[] {
    if (typeof value === 'number') return [{ path: toDotted(toPointer(path)), value }];
    if (typeof value === 'string')
      return /^\d+m?s$/.test(value) ? [{ path: toDotted(toPointer(path)), value }] : [];
    if (typeof value !== 'object' || value === null) return [];
    if (Array.isArray(value)) return value.flatMap((one, i) => scalarsIn(one, [...path, i]));
    return Object.entries(value).flatMap(([key, one]) => scalarsIn(one, [...path, key]));
  }

  /** The one token that differs: where it begins, and where it ends before and after. */
  function differsAt(before: string, after: string) {
    const isToken = (text: string, i: number) => /[\w.+-]/.test(text[i] ?? '');
    let from = [...before].findIndex((_, i) => before[i] !== after[i]);
    while (isToken(before, from - 1)) from--;
    let [was, to] = [from, from];
    while (isToken(before, was)) was++;
    while (isToken(after, to)) to++;
    return { from, was, to };
  }
});
