import { describe, expect, test } from 'vitest';
import { compileSchema } from '../../../src/schema/compile-schema.ts';
import { check } from '../../../src/schema/validate.ts';
import { parseYaml } from '../../../src/text/yaml.ts';

const schema = {
  type: 'object',
  additionalProperties: false,
  required: ['name'],
  properties: {
    name: { type: 'string', minLength: 1, maxLength: 5 },
    color: { enum: ['red', 'green'] },
    wait: { type: 'string', format: 'duration', pattern: '^\\d' },
    code: { type: 'string', pattern: '^[A-Z]+$' },
    share: { type: 'number', minimum: 0, maximum: 100 },
    above: { type: 'number', exclusiveMinimum: 0, exclusiveMaximum: 1 },
    count: { type: 'integer' },
    list: { type: 'array', minItems: 2, maxItems: 3, items: { $ref: '#/definitions/entry' } },
    one: {
      type: 'object',
      additionalProperties: false,
      minProperties: 1,
      maxProperties: 1,
      properties: { a: {}, b: {} },
    },
    either: { anyOf: [{ type: 'boolean' }, { type: 'object', required: ['x'] }] },
    twice: { allOf: [{ type: 'object', required: ['x'] }, { required: ['x'] }] },
  },
  definitions: {
    entry: {
      type: 'object',
      required: ['duration'],
      additionalProperties: false,
      properties: { duration: { description: 'How long.' } },
    },
  },
};
const validator = await compileSchema('schema:0', new Map([['schema:0', schema]]));
const faultsOf = (yaml: string) =>
  check(validator, parseYaml(yaml, 'f.yaml')).map(({ line, column, code, message, path, hint }) => ({
    at: `${line}:${column}`,
    code,
    message,
    path,
    hint,
  }));

describe('one fault, one diagnostic', () => {
  test.each([
    ['color: red', '1:1', 'VALUES_MISSING_KEY', 'key "name" is missing'],
    ['nam: x', '1:1', 'VALUES_UNKNOWN_KEY', 'unknown key "nam", did you mean "name"?'],
    ['name: ""', '1:1', 'VALUES_FORMAT', 'name must be a text that is not empty, got ""'],
    ['name: abcdef', '1:1', 'VALUES_INVALID', 'name may be at most 5 characters long'],
    ['name: 5', '1:1', 'VALUES_TYPE', 'name must be text, got 5'],
    [
      'name: x\ncolor: grean',
      '2:1',
      'VALUES_ENUM',
      'color must be one of red, green, got "grean", did you mean "green"?',
    ],
    ['name: x\ncolor: {}', '2:1', 'VALUES_ENUM', 'color must be one of red, green, got an empty mapping'],
    ['name: x\nwait: soon', '2:1', 'VALUES_FORMAT', 'wait must be a duration, got "soon"'],
    ['name: x\nwait: 5', '2:1', 'VALUES_FORMAT', 'wait must be a duration, got 5'],
    ['name: x\ncode: abc', '2:1', 'VALUES_FORMAT', 'code must be text of the form ^[A-Z]+$, got "abc"'],
    ['name: x\nshare: 101', '2:1', 'VALUES_RANGE', 'share must be at most 100, got 101'],
    ['name: x\nshare: -1', '2:1', 'VALUES_RANGE', 'share must be at least 0, got -1'],
    ['name: x\nshare: .nan', '2:1', 'VALUES_TYPE', 'share must be a number, got NaN'],
    ['name: x\nabove: 0', '2:1', 'VALUES_RANGE', 'above must be above 0, got 0'],
    ['name: x\nabove: 1', '2:1', 'VALUES_RANGE', 'above must be below 1, got 1'],
    ['name: x\ncount: 1.5', '2:1', 'VALUES_TYPE', 'count must be a whole number, got 1.5'],
    ['name: x\nlist: []', '2:1', 'VALUES_EMPTY_LIST', 'list needs at least 2 entries'],
    ['name: x\nlist: {a: 1}', '2:1', 'VALUES_TYPE', 'list must be a list, got a mapping'],
    ['name: x\none: {a: 1, b: 2}', '2:1', 'VALUES_CHOICE', 'one takes one of a, b, not several'],
    ['name: x\none: {}', '2:1', 'VALUES_INVALID', 'one is empty: it needs one of a, b'],
    [
      'name: x\neither: 5',
      '2:1',
      'VALUES_TYPE',
      'either must be true or false or a mapping (key: value), got 5',
    ],
    ['name: x\neither: {}', '2:1', 'VALUES_MISSING_KEY', 'either: key "x" is missing'],
    ['name: x\ntwice: {}', '2:1', 'VALUES_MISSING_KEY', 'twice: key "x" is missing'],
    [
      'name: __REQUIRED_FIELD__',
      '1:1',
      'VALUES_PLACEHOLDER',
      'name still holds the placeholder __REQUIRED_FIELD__',
    ],
    ['[]', '1:1', 'VALUES_TYPE', 'the document must be a mapping (key: value), got an empty list'],
  ])('%s', (yaml, at, code, message) => {
    expect(faultsOf(yaml)).toEqual([expect.objectContaining({ at, code, message })]);
  });
});

test('a misspelt required key is one fault, at the key', () => {
  expect(faultsOf('name: x\nlist:\n  - {duration: 1}\n  - durration: 2')).toEqual([
    {
      at: '4:5',
      code: 'VALUES_UNKNOWN_KEY',
      message: 'list[1]: unknown key "durration", did you mean "duration"?',
      path: 'list[1].durration',
      hint: 'known keys: duration',
    },
  ]);
});

test('a missing key is told at its parent, with what it means', () => {
  expect(faultsOf('name: x\nlist:\n  - {duration: 1}\n  - {}')).toEqual([
    {
      at: '4:5',
      code: 'VALUES_MISSING_KEY',
      message: 'list[1]: key "duration" is missing',
      path: 'list[1]',
      hint: 'duration: How long.',
    },
  ]);
});

test('all faults of a file, in file order', () => {
  const faults = faultsOf('share: 200\ncolour: red\nlist:\n  - 5\n  - duration: __REQUIRED_FIELD__\nname: 1');
  expect(faults.map(({ at, code }) => `${at} ${code}`)).toEqual([
    '1:1 VALUES_RANGE',
    '2:1 VALUES_UNKNOWN_KEY',
    '4:5 VALUES_TYPE',
    '5:5 VALUES_PLACEHOLDER',
    '6:1 VALUES_TYPE',
  ]);
});
