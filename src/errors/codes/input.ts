import { didYouMean, error, warning } from '../define.ts';

/** What writes the file that is empty. */
const TEMPLATES: Readonly<Record<string, string>> = {
  'the values of a blueprint': '`rollout blueprints values --name NAME` writes a template',
  'a policy': '`rollout policy render` writes one',
};

/** Input that cannot be read as what it should be: YAML, then shape by JSON schema. */
export const inputCodes = {
  YAML_SYNTAX: error<{ reason: string }>(3, { text: (p) => `not valid YAML: ${p.reason}` }),
  YAML_EMPTY: error<{ what: string }>(3, {
    text: (p) => `the file is empty, expected ${p.what}`,
    hint: (p) => TEMPLATES[p.what],
  }),
  YAML_DOCUMENTS: error<{ count: number }>(3, {
    text: (p) => `the file holds ${p.count} YAML documents, expected one`,
    hint: () => 'split it at the `---` line',
  }),
  YAML_DUPLICATE_KEY: error<{ key: string }>(3, {
    text: (p) => `key "${p.key}" appears twice in one mapping`,
  }),
  YAML_DEPTH: error<{ limit: number }>(3, {
    text: (p) => `nested deeper than ${p.limit} levels`,
    hint: () => 'no file of rollout needs such depth; check the indentation',
  }),
  YAML_ALIASES: error<{ limit: number }>(3, {
    text: (p) => `more than ${p.limit} aliases (*name)`,
    hint: () => 'write the values out instead of repeating anchors',
  }),
  YAML_EXPANSION: error<{ limit: number }>(3, {
    text: (p) => `written out, its aliases (*name) make more than ${p.limit} values of it`,
    hint: () => 'write the values out instead of repeating anchors',
  }),
  YAML_VALUES: error<{ where: string; limit: number }>(3, {
    text: (p) => `${p.where} holds more than ${p.limit} values`,
    hint: () => "readings as series notation are one value, however many: '0+1x100000'",
  }),
  YAML_TEXT: error<{ limit: number }>(3, { text: (p) => `a text of more than ${p.limit} characters` }),
  NOT_A_MAPPING: error<{ what: string; got: string }>(3, {
    text: (p) => `${p.what} must be a mapping (key: value), got ${p.got}`,
  }),
  VALUES_UNKNOWN_KEY: error<{ path: string; key: string; suggestion?: string; known: string }>(3, {
    text: (p) => `${p.path ? `${p.path}: ` : ''}unknown key "${p.key}"${didYouMean(p)}`,
    hint: (p) => (p.known ? `known keys: ${p.known}` : undefined),
  }),
  VALUES_MISSING_KEY: error<{ path: string; key: string; description?: string }>(3, {
    text: (p) => `${p.path ? `${p.path}: ` : ''}key "${p.key}" is missing`,
    hint: (p) => (p.description ? `${p.key}: ${p.description}` : undefined),
  }),
  VALUES_TYPE: error<{ path: string; expected: string; got: string }>(3, {
    text: (p) => `${p.path || 'the document'} must be ${p.expected}, got ${p.got}`,
  }),
  VALUES_ENUM: error<{ path: string; got: string; allowed: string; suggestion?: string }>(3, {
    text: (p) => `${p.path} must be one of ${p.allowed}, got ${p.got}${didYouMean(p)}`,
  }),
  VALUES_RANGE: error<{ path: string; limit: string; got: string }>(3, {
    text: (p) => `${p.path} must be ${p.limit}, got ${p.got}`,
  }),
  VALUES_FORMAT: error<{ path: string; expected: string; got: string; fix?: string }>(3, {
    text: (p) => `${p.path} must be ${p.expected}, got ${p.got}`,
    hint: (p) => p.fix,
  }),
  VALUES_EMPTY_LIST: error<{ path: string; least: number }>(3, {
    text: (p) => `${p.path} needs at least ${p.least} ${p.least === 1 ? 'entry' : 'entries'}`,
  }),
  VALUES_CHOICE: error<{ path: string; keys: string }>(3, {
    text: (p) => `${p.path} takes one of ${p.keys}, not several`,
  }),
  VALUES_INVALID: error<{ path: string; message: string }>(3, { text: (p) => `${p.path} ${p.message}` }),
  VALUES_PLACEHOLDER: error<{ path: string }>(3, {
    text: (p) => `${p.path} still holds the placeholder __REQUIRED_FIELD__`,
    hint: () => 'put your own value in its place',
  }),
  VALUES_WRONG_DOCUMENT: error<{ expected: string; got: string; where: string }>(3, {
    text: (p) => `this is ${p.got}, expected ${p.expected}`,
    hint: (p) => `give it ${p.where}`,
  }),
  BLUEPRINT_NONE: error<{ directory: string }>(3, {
    text: (p) => `${p.directory} holds no blueprint`,
    hint: () => 'a blueprint is a folder with a file blueprint.yaml',
  }),
  BLUEPRINT_SCHEMA: error<{ why: string }>(3, {
    text: (p) => `the schema of the blueprint cannot be used: ${p.why}`,
    hint: () =>
      'it must be JSON schema (draft-07); a $ref is a path from the file it stands in, or /blueprints/... from the package',
  }),
  VALUES_ALIAS: warning<{ path: string; alias: string; key: string }>({
    text: (p) => `${p.path}.${p.alias} is read as "${p.key}"`,
    hint: (p) => `write ${p.key}`,
  }),
};
