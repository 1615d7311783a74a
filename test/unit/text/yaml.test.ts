import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { RolloutError } from '../../../src/errors/rollout-error.ts';
import { dumpYaml, parseYaml } from '../../../src/text/yaml.ts';

const read = (source: string) => parseYaml(source, 'values.yaml').value;

/** `CODE line:column` of the one diagnostic, and its message. */
function refusal(source: string): { where: string; message: string } {
  try {
    read(source);
  } catch (problem) {
    if (!(problem instanceof RolloutError) || problem.diagnostics.length !== 1) throw problem;
    const { code, line, column, message, file } = problem.diagnostics[0]!;
    expect(file).toBe('values.yaml');
    return { where: `${code} ${line}:${column}`, message };
  }
  throw new Error('was accepted');
}

const bomb = [
  'a: &a [x, x]',
  ...Array.from({ length: 12 }, (_, i) => {
    const name = (n: number) => String.fromCharCode(97 + n);
    return `${name(i + 1)}: &${name(i + 1)} [${Array(10)
      .fill(`*${name(i)}`)
      .join(', ')}]`;
  }),
].join('\n');

describe('refuses', () => {
  test.each([
    ['nothing', '', 'YAML_EMPTY 1:1'],
    ['blank lines and comments', '\n# nothing\n\n', 'YAML_EMPTY 1:1'],
    ['a lone byte order mark', '\uFEFF', 'YAML_EMPTY 1:1'],
    ['null', '~\n', 'YAML_EMPTY 1:1'],
    ['a lone document marker', '---\n', 'YAML_EMPTY 1:1'],
    ['two documents', 'a: 1\n---\nb: 2\n', 'YAML_DOCUMENTS 3:1'],
    ['a key twice', 'a: 1\nb: 2\na: 3\n', 'YAML_DUPLICATE_KEY 3:1'],
    ['a key twice, inside', 'p:\n  q: 1\n  q: 2\n', 'YAML_DUPLICATE_KEY 3:3'],
    ['a key twice, in flow', '{a: 1, a: 2}', 'YAML_DUPLICATE_KEY 1:8'],
    ['a tab as indentation', 'a:\n\tb: 1\n', 'YAML_SYNTAX 2:1'],
    ['an open bracket', 'a: [1, 2\n', 'YAML_SYNTAX 2:1'],
    ['bad indentation', 'a: 1\n b: 2\n', 'YAML_SYNTAX 2:3'],
    ['an alias of nothing', 'a: *missing\n', 'YAML_SYNTAX 1:5'],
    ['an unknown tag', 'a: !!js/function x\n', 'YAML_SYNTAX 1:4'],
    ['a key that is a list', '? [a, b]\n: 1\n', 'YAML_SYNTAX 1:1'],
    ['an alias bomb', bomb, 'YAML_ALIASES 12:9'],
    ['an alias bomb of few aliases', bomb.split('\n').slice(0, 7).join('\n'), 'YAML_EXPANSION 2:8'],
    ['a value that holds itself', 'a: &a {b: *a}', 'YAML_EXPANSION 1:11'],
    ['129 levels', `${'['.repeat(129)}${']'.repeat(129)}`, 'YAML_DEPTH 1:129'],
    [
      '200 levels of mappings',
      Array.from({ length: 200 }, (_, i) => `${' '.repeat(i)}a:`).join('\n'),
      'YAML_DEPTH 129:129',
    ],
    ['more values than any file has', `a: [${'1,'.repeat(250_000)}1]`, 'YAML_VALUES 1:500002'],
    ['more documents than that', '---\n'.repeat(300_000), 'YAML_VALUES 83334:2'],
    [
      'a mapping of 10,001 keys',
      Array.from({ length: 10_001 }, (_, i) => `k${i}: 1`).join('\n'),
      'YAML_VALUES 10001:1',
    ],
    ['a text of more than a mebibyte', `a: ${'x'.repeat(2 ** 20 + 1)}`, 'YAML_TEXT 1:4'],
    ['a control character', 'a: \u0000\n', 'YAML_SYNTAX 1:4'],
  ])('%s', (_name, source, where) => expect(refusal(source).where).toBe(where));

  test.each([
    ['p:\n  "q r": 1\n  "q r": 2\n', 'key "q r" appears twice in one mapping'],
    ['p: 1\np: 2\n', 'key "p" appears twice in one mapping'],
    ['- p: 1\n  p: 2\n', 'key "p" appears twice in one mapping'],
  ])('%j, naming the key', (source, message) => expect(refusal(source).message).toBe(message));

  test('a refusal carries no excerpt of its own', () =>
    expect(refusal('a: [1\n').message).not.toContain('\n'));
});

describe('reads', () => {
  test.each<[string, string, unknown]>([
    ['JSON', '{"a": [1, true, null]}', { a: [1, true, null] }],
    ['a byte order mark', '\uFEFFa: 1\n', { a: 1 }],
    ['CRLF', 'a: 1\r\nb:\r\n  - x\r\n', { a: 1, b: ['x'] }],
    ['one marked document', '---\na: 1\n...\n', { a: 1 }],
    [
      'YAML 1.2 words',
      'a: yes\nb: on\nc: 2024-01-01\nd: 1:30',
      { a: 'yes', b: 'on', c: '2024-01-01', d: '1:30' },
    ],
    ['merge keys', 'base: &b {x: 1, y: 2}\na: {<<: *b, y: 3}', { base: { x: 1, y: 2 }, a: { x: 1, y: 3 } }],
    ['64 levels', `${'['.repeat(64)}${']'.repeat(64)}`, JSON.parse(`${'['.repeat(64)}${']'.repeat(64)}`)],
    ['not a number', 'a: .nan', { a: Number.NaN }],
    [
      'a key called __proto__',
      '{"__proto__": {"x": 1}, "y": 2}',
      JSON.parse('{"__proto__": {"x": 1}, "y": 2}'),
    ],
    ['long text', 'a: |\n  one\n  two\n', { a: 'one\ntwo\n' }],
  ])('%s', (_name, source, value) => expect(read(source)).toEqual(value));

  test('a key called __proto__ stays a plain key', () => {
    expect('x' in {}).toBe(false);
    expect(Object.keys(read('__proto__: {x: 1}') as object)).toEqual(['__proto__']);
  });
});

describe('locates', () => {
  const source = `# comment
policy:
  "quoted key": 1
  steps:
    - {duration: 5s}
    - duration: 10s
      target: 5
  text: |
    long
base: &base
  x: 1
copy: *base
`;
  const document = parseYaml(source, 'values.yaml');

  test.each([
    ['', 2, 1],
    ['/policy', 2, 1],
    ['/policy/quoted key', 3, 4],
    ['/policy/steps', 4, 3],
    ['/policy/steps/0', 5, 7],
    ['/policy/steps/0/duration', 5, 8],
    ['/policy/steps/1', 6, 7],
    ['/policy/steps/1/target', 7, 7],
    ['/policy/text', 8, 3],
    ['/copy', 12, 1],
    // what is not there: its nearest parent
    ['/policy/steps/1/nothing', 6, 7],
    ['/policy/steps/7/duration', 4, 3],
    ['/copy/x', 12, 1],
    ['/nothing', 2, 1],
  ])('%j at %d:%d', (pointer, line, column) => {
    expect(document.locate(pointer)).toMatchObject({ file: 'values.yaml', line, column });
  });

  test('with the text of the line, without its CR', () => {
    expect(parseYaml('a: 1\r\nb: 2\r\n', 'x').locate('/b')).toEqual({
      file: 'x',
      line: 2,
      column: 1,
      text: 'b: 2',
    });
  });

  test('behind a byte order mark', () => {
    expect(parseYaml('\uFEFFa: 1\n', 'x').locate('/a')).toEqual({
      file: 'x',
      line: 1,
      column: 1,
      text: 'a: 1',
    });
  });
});

describe('dumpYaml', () => {
  test.each<[unknown, string]>([
    [{ b: 1, a: 'x' }, 'b: 1\na: x\n'],
    [
      { a: 'yes', b: 'on', c: '2024-01-01', d: '1:30', e: '010' },
      "a: 'yes'\nb: 'on'\nc: '2024-01-01'\nd: '1:30'\ne: '010'\n",
    ],
    [{ a: 'word '.repeat(40).trim() }, `a: ${'word '.repeat(40).trim()}\n`],
  ])('%j', (value, text) => expect(dumpYaml(value)).toBe(text));

  test('writes shared objects twice instead of aliases', () => {
    const shared = { x: 1 };
    expect(dumpYaml({ a: shared, b: shared })).not.toMatch(/[&*]/);
  });

  test('reads back as the same value', () => {
    const leaf = fc.oneof(
      fc.string(),
      fc.integer(),
      fc.double({ noNaN: true }),
      fc.boolean(),
      fc.constant(null),
    );
    const tree = fc.letrec((tie) => ({
      value: fc.oneof(
        { depthSize: 'small' },
        leaf,
        fc.array(tie('value')),
        fc.dictionary(fc.string(), tie('value'), { noNullPrototype: true }),
      ),
    })).value;
    fc.assert(
      fc.property(tree, (value) => {
        expect(read(dumpYaml({ value }))).toEqual({ value });
      }),
    );
  });
});

test('whatever the text, it is read or refused with a place that exists', () => {
  const word = fc.constantFrom(
    'a',
    ': ',
    '- ',
    '\n',
    '  ',
    '"',
    "'",
    '{',
    '}',
    '[',
    ']',
    '&a ',
    '*a',
    '? ',
    '|',
    '>',
    '#',
    '!!',
    '\t',
    '---\n',
    '<<: ',
    ',',
    '\uFEFF',
    '\r\n',
    '%',
    '@',
    '\\',
    '0',
  );
  fc.assert(
    fc.property(
      fc.array(word, { maxLength: 30 }).map((words) => words.join('')),
      (source) => {
        try {
          parseYaml(source, 'x').locate('/a/0');
        } catch (problem) {
          expect(problem).toBeInstanceOf(RolloutError);
          const { line, column } = (problem as RolloutError).diagnostics[0]!;
          const text = source.split('\n')[line! - 1];
          expect(text).toBeDefined();
          expect(column).toBeLessThanOrEqual(text!.length + 1);
        }
      },
    ),
    { numRuns: 2000 },
  );
});

test('text that a terminal obeys is written with escapes, and read back the same', () => {
  const value = { a: 'x\u202ey', 'k\u2028': ['\u009b', 1] };
  const text = dumpYaml(value);
  expect(text).toBe('{\n  "a": "x\\u202ey",\n  "k\\u2028": [\n    "\\u009b",\n    1\n  ]\n}\n');
  expect(parseYaml(text, 'a.yaml').value).toEqual(value);
});
