import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { packagePath } from '../../../src/disk/package-root.ts';
import { anything, type Change, mutate } from '../../support/mutate.ts';
import { changedDocuments } from '../document.ts';
import { property } from '../fuzz-class.ts';

const NAME = 'shop/guarded-rollout';
const FILES = ['blueprint.yaml', 'example.yaml', 'values.schema.json'] as const;
type FileName = (typeof FILES)[number];

const text = (name: FileName): string =>
  readFileSync(packagePath(`examples/blueprints/${NAME}/${name}`), 'utf8');
const SCHEMA = JSON.parse(text('values.schema.json'));

const KEYWORDS =
  `$ref allOf anyOf oneOf not if then else type enum const pattern format minimum multipleOf minItems maxLength items
required properties additionalProperties patternProperties dependencies propertyNames default title description $id $schema $defs`.split(
    /\s+/,
  );
const MEANT = [
  '#',
  '#/properties/policy',
  '#/nowhere',
  '../guarded-rollout/values.schema.json',
  '../../../../../etc/passwd',
  'file:///etc/passwd',
  'http://127.0.0.1:9/x.json',
  'values.schema.json',
  [{ $ref: '#' }],
  '^(a+)+$',
  '(',
  '\u001b[31m',
  { a: { $ref: '#/$defs/a' } },
  ['string', 'nothing'],
  -1,
  1e999,
  'duration',
  'email',
  [['policy']],
];

const change: fc.Arbitrary<Change> = fc.record({
  at: fc.nat(),
  kind: fc.constantFrom('add', 'add', 'replace', 'rename', 'drop', 'repeat'),
  key: fc.constantFrom(...KEYWORDS),
  value: fc.oneof(fc.constantFrom<unknown>(...MEANT), anything),
});

const schemaWith = (changes: readonly Change[]): string =>
  JSON.stringify(changes.reduce<unknown>(mutate, SCHEMA), null, 2);

const schemas = fc.oneof(
  { weight: 4, arbitrary: fc.array(change, { minLength: 1, maxLength: 3 }).map(schemaWith) },
  { weight: 1, arbitrary: changedDocuments([text('values.schema.json')]) },
);

const one = (name: FileName, texts: fc.Arbitrary<string>) =>
  fc.record({ name: fc.constant(name), text: texts });

const changed = fc.oneof(
  one('blueprint.yaml', changedDocuments([text('blueprint.yaml')])),
  one('example.yaml', changedDocuments([text('example.yaml')])),
  { weight: 3, arbitrary: one('values.schema.json', schemas) },
);

/** A schema is read once in a process: every input has a directory of its own. */
let inputs = 0;

/** Blueprints of a team: a changed manifest, example or schema. */
export const blueprints = property(changed, async (world, { name, text: content }) => {
  const directory = `team-${inputs++}`;
  const given = Object.fromEntries(FILES.map((file) => [file, file === name ? content : text(file)]));
  const files = Object.entries(given).map(([file, body]) => [`${directory}/${NAME}/${file}`, body]);
  world.fill(Object.fromEntries(files));
  const values = `${directory}/${NAME}/example.yaml`;
  await world.run(['policy', 'render', '--values-file', values, '--blueprints', directory, '-o', 'json']);
  await world.run(['blueprints', 'show', NAME, '--blueprints', directory]);
});
