import fc from 'fast-check';
import { dumpYaml, parseYaml } from '../../src/text/yaml.ts';
import { change, mutate } from '../support/mutate.ts';

/** Pieces of text that mean something to YAML, to a terminal or to those who read numbers. */
const pieces = fc.oneof(
  fc.constantFrom(
    ...[
      '&a ',
      '*a',
      '<<: ',
      '- ',
      '{',
      ']',
      '|\n',
      '---\n',
      '\t',
      '!!',
      '!!binary ',
      '? ',
      ': ',
      '#',
      '%',
      '"',
    ],
    ...[
      '\u001b[2J',
      '\u0007',
      '\u009b31m',
      '\u202e',
      '\u2028',
      '\u0000',
      '\r',
      '\ufeff',
      '\ud83d\ude00',
      'é',
    ],
    ...[
      '1e999',
      '-0',
      '0x10',
      '.nan',
      '.inf',
      '1_000',
      '99999999999999999999',
      '~',
      'null',
      'yes',
      '2001-01-01',
    ],
  ),
  fc.string({ maxLength: 5 }),
  fc.string({ unit: 'binary', maxLength: 3 }),
);

/** What is done to the text of a document: a piece of it is cut out, and another put in. */
const cut = fc.record({ at: fc.nat(), length: fc.oneof(fc.constant(0), fc.nat(30)), piece: pieces });

function cutOf(text: string, { at, length, piece }: { at: number; length: number; piece: string }): string {
  const from = at % (text.length + 1);
  return text.slice(0, from) + piece + text.slice(from + length);
}

/** Documents made of sound ones: with changed values, with a changed text, and a few as they are. */
export const changedDocuments = (sound: readonly string[]): fc.Arbitrary<string> => {
  const text = fc.constantFrom(...sound);
  const values = fc
    .tuple(text, fc.array(change, { minLength: 1, maxLength: 3 }))
    .map(([one, changes]) => withHead(one, changes.reduce<unknown>(mutate, parseYaml(one, 'sound').value)));
  const texts = fc
    .tuple(text, fc.array(cut, { minLength: 1, maxLength: 3 }))
    .map(([one, cuts]) => cuts.reduce(cutOf, one));
  return fc.oneof(
    { weight: 5, arbitrary: values },
    { weight: 4, arbitrary: texts },
    { weight: 1, arbitrary: text },
  );
};

/** The comments above a document stay: they name its blueprint. */
function withHead(text: string, value: unknown): string {
  const head = /^(#.*\n)*/.exec(text)![0];
  return head + dumpYaml(value);
}
