import { describe, expect, test } from 'vitest';
import { type Expected, isDocumentType, wrongDocument } from '../../../src/schema/wrong-document.ts';
import { noValues } from '../../../src/text/assign.ts';
import { parseYaml } from '../../../src/text/yaml.ts';

/** One document of every sort, and where it belongs. */
const DOCUMENTS: Readonly<Record<string, readonly [text: string, says: string]>> = {
  policy: ['circuit: {components: []}', 'this is a policy; give it with --policy-file'],
  resource: ['kind: Policy\nmetadata: {name: a}', 'this is a policy; give it with --policy-file'],
  values: [
    'policy: {policy_name: a}\ndashboard: {}',
    'this is the values of a blueprint; give it with --values-file',
  ],
  'policy-test': [
    'values_file: v.yaml\ntests: []',
    'this is a policy test; give it to `rollout policy test`',
  ],
  rollout: [
    'rollout: a\nvalues_file: v.yaml\nactuators: []',
    'this is a rollout file; give it to `rollout simulate` with --rollout-file',
  ],
  scenario: [
    'seed: 1\nservice: {}\nduration: 5m',
    'this is a scenario; give it to `rollout simulate` with --scenario',
  ],
  dynamic: [
    'rollout: true\nreset: false',
    'this is a dynamic configuration; give it to `rollout dynamic-config apply` with --file, or to `rollout simulate` with --dynamic-config',
  ],
  dashboard: ['panels: []\nschemaVersion: 38', 'this is a Grafana dashboard; give it to Grafana'],
};

test('values that were typed are for --value', () => {
  const typed = { ...noValues, value: { policy: {} } };
  expect(wrongDocument(typed, 'dynamic')?.hint).toBe('give it with --value, to a command that takes values');
});

const sayOf = (text: string, expected: Expected): string | undefined => {
  const found = wrongDocument(parseYaml(text, 'a.yaml'), expected);
  return found && `${found.message.split(',')[0]}; ${found.hint}`;
};

describe.each(['policy', 'values', 'policy-test', 'rollout', 'scenario', 'dynamic'] as const)(
  '%s expected',
  (expected) => {
    test.each(Object.entries(DOCUMENTS))('%s given', (given, [text, says]) => {
      const fits = given === expected || (given === 'resource' && expected === 'policy');
      expect(sayOf(text, expected)).toBe(fits ? undefined : says);
    });
  },
);

test.each([
  ['other: 1', 'nothing known: the schema speaks'],
  ['kind: ConfigMap\ndata: {}', 'another resource: the schema speaks'],
  ['polcy: {}', 'a slip of the pen: the schema suggests'],
])('%s is %s', (text) => {
  expect(sayOf(text, 'values')).toBeUndefined();
});

test('keys of the expected sort decide, whatever else stands there', () => {
  expect(sayOf('policy: {}\ntests: []\nservice: {}', 'values')).toBeUndefined();
});

test('what is no mapping is none of them', () => {
  expect(wrongDocument(parseYaml('- 1', 'a.yaml'), 'scenario')).toMatchObject({
    code: 'NOT_A_MAPPING',
    message: 'a scenario must be a mapping (key: value), got a list of 1',
    line: 1,
  });
});

test('names of document types', () => {
  expect(['policy', 'policy-test', 'scenario', 'constructor', '/schemas/x'].filter(isDocumentType)).toEqual([
    'policy',
    'policy-test',
    'scenario',
  ]);
});
