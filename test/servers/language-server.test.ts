import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { schemaReference } from '../../src/blueprint/schema-reference.ts';
import { LanguageServer, type Position } from '../support/language-server.ts';
import { npmTool } from '../support/npm-tool.ts';
import { root, Sandbox } from '../support/script.ts';

/** The newest, and one that editors of years ago still run. */
const VERSIONS = ['2.0.0', '1.15.0'].map((version) => ({
  version,
  tool: npmTool(`yaml-language-server@${version}`),
}));
const FEATURE_ROLLOUT = 'blueprints/policies/feature-rollout';
const BLUEPRINTS = readdirSync(join(root, FEATURE_ROLLOUT));

interface Case {
  readonly schema: string;
  readonly text: string;
  /** What is wrong with the text, with its range. */
  readonly problems: readonly string[];
  readonly keys: readonly [Position, ...string[]];
  readonly values: readonly [Position, ...string[]];
  readonly words: readonly [Position, string];
}

/** What `policy: 1` is, below a modeline. */
const NOT_VALUES = `2:9-2:10 Incorrect type. Expected "object(Values of policies/feature-rollout/promql)".`;

const operators = ['eq', 'gt', 'gte', 'lt', 'lte', 'neq'];

/** Of each published schema, a text below a line that names it. */
const CASES: readonly Case[] = [
  ...BLUEPRINTS.map((name) => ({
    schema: `${FEATURE_ROLLOUT}/${name}/dynamic-config.schema.json`,
    text: 'rollout: maybe\nreset: true\n\n',
    problems: ['2:10-2:15 Incorrect type. Expected "boolean".'],
    keys: [[4, 1], 'pass_through_label_values'] as const,
    values: [[3, 8], 'false', 'true'] as const,
    words: [[3, 3], 'true takes the ramp to its first step and keeps it there.'] as const,
  })),
  {
    schema: `${FEATURE_ROLLOUT}/promql/values.schema.json`,
    text: `policy:
  policy_name: checkout-v2
  load_ramp:
    sampler:
      selectors: [{ service: checkout, control_point: ingress }]
    steps:
      - target_accept_percentage: ten
        duration: 5m
  drivers:
    promql_drivers:
      - query_string: up
        criteria:
          forward: { threshold: 1, operator: below }
  nonsense: 1
  
`,
    problems: [
      '8:35-8:38 Incorrect type. Expected "number".',
      '14:46-14:51 Value is not accepted. Valid values: "gt", "lt", "gte", "lte", "eq", "neq".',
      '15:3-15:11 Property nonsense is not allowed.',
    ],
    keys: [[16, 3], 'components', 'evaluation_interval', 'forward_when', 'resources', 'rollout'],
    values: [[14, 46], ...operators],
    words: [[14, 39], 'How it is compared: `result OPERATOR threshold`.'],
  },
  {
    schema: 'schemas/scenario.schema.json',
    text: 'traffic:\n  rate: -5\nservise: {}\nevents:\n  - at: 5m\n    only: nobody\n    \n',
    problems: [
      '3:9-3:11 Value is below the minimum of 0.',
      '4:1-4:8 Property servise is not allowed.',
      '7:11-7:17 Value is not accepted. Valid values: "baseline", "feature".',
    ],
    keys: [[8, 5], 'dynamic_config', 'error_rate', 'for', 'latency_ms', 'no_data', 'rate'],
    values: [[7, 11], 'baseline', 'feature'],
    words: [[3, 4], 'Requests per second.'],
  },
  {
    schema: 'schemas/policy-test.schema.json',
    text: 'tests:\n  - name: a\n    outcome: done\n    \n    scenario:\n      traffic:\n        rate: -5\n',
    problems: [
      '4:14-4:18 Value is not accepted. Valid values: "completed", "rolled_back", "in_progress", "not_started".',
      '8:15-8:17 Value is below the minimum of 0.',
    ],
    keys: [[5, 5], 'completed_at', 'duration', 'dynamic_config', 'events', 'expect', 'input', 'start'],
    values: [[4, 14], 'completed', 'in_progress', 'not_started', 'rolled_back'],
    words: [[8, 10], 'Requests per second.'],
  },
  {
    schema: 'schemas/policy.schema.json',
    text: 'circuit:\n  components:\n    - decider:\n        operator: below\n        \n',
    problems: ['5:19-5:24 Value is not accepted. Valid values: "gt", "lt", "gte", "lte", "eq", "neq".'],
    keys: [[6, 9], 'false_for', 'in_ports', 'out_ports', 'true_for'],
    values: [[5, 20], ...operators],
    words: [[4, 8], 'Compares two signals and puts out 1 or 0, never invalid.'],
  },
  {
    schema: 'schemas/blueprint.schema.json',
    text: 'title: 5\nrenderer: mine\n\n',
    problems: [
      '2:8-2:9 Incorrect type. Expected "string".',
      '3:11-3:15 Value is not accepted. Valid values: "feature-rollout".',
    ],
    keys: [[4, 1], 'drivers', 'preset', 'summary'],
    values: [[3, 11], 'feature-rollout'],
    words: [[2, 3], 'What it is, in a few words.'],
  },
];

describe.each(VERSIONS)('in yaml-language-server $version', ({ tool }) => {
  let server: LanguageServer;
  let opened = 0;
  beforeAll(async () => {
    if (tool) server = await LanguageServer.start(tool);
  });
  afterAll(() => server?.close());

  /** Opens a text as a file of its own in a folder, and says what is wrong with it. */
  async function open(text: string, folder = tmpdir()): Promise<{ uri: string; problems: string[] }> {
    opened += 1;
    const uri = pathToFileURL(join(folder, `opened-${opened}.yaml`)).href;
    const problems = await server.open(uri, text);
    return { uri, problems: problems.map(({ range, message }) => `${range} ${message}`) };
  }
  const modeline = (reference: string) => `# yaml-language-server: $schema=${reference}\n`;
  const absolute = (schema: string) => modeline(schemaReference(join(root, schema)));

  describe.skipIf(!tool)('a text of', () => {
    test.each(CASES)('$schema is checked, completed and explained', async (one) => {
      const { uri, problems } = await open(absolute(one.schema) + one.text);
      expect(problems).toEqual(one.problems);
      const [keys, ...names] = one.keys;
      expect(await server.complete(uri, keys)).toEqual(names);
      const [values, ...labels] = one.values;
      expect(await server.complete(uri, values)).toEqual(labels);
      const [words, description] = one.words;
      expect(await server.hover(uri, words)).toContain(description);
    });
  });

  describe.skipIf(!tool)('the values of', () => {
    test.each(BLUEPRINTS)('%s: the example has no fault, and a wrong key has one', async (name) => {
      const head = absolute(`${FEATURE_ROLLOUT}/${name}/values.schema.json`);
      const example = readFileSync(join(root, FEATURE_ROLLOUT, name, 'example.yaml'), 'utf8');
      expect((await open(head + example)).problems).toEqual([]);
      const { uri, problems } = await open(`${head}policy:\n  nonsense: 1\n`);
      expect(problems).toContain('3:3-3:11 Property nonsense is not allowed.');
      expect(await server.complete(uri, [3, 3])).toContain('load_ramp');
      expect(await server.hover(uri, [2, 3])).toContain('The rollout.');
    });
  });

  test.skipIf(!tool)(
    'generated files find their schema, in a project with a space in its path too',
    async () => {
      const project = join(mkdtempSync(join(tmpdir(), 'rollout-editor-')), 'my shop');
      const installed = join(project, 'node_modules/rolloutctl', FEATURE_ROLLOUT);
      cpSync(join(root, FEATURE_ROLLOUT), installed, { recursive: true });
      for (const output of ['values.yaml', 'rollouts/values.yaml']) {
        const reference = schemaReference(join(installed, 'promql/values.schema.json'), {
          output,
          cwd: project,
        });
        expect(reference).not.toContain('file:');
        const { problems } = await open(`${modeline(reference)}policy: 1\n`, join(project, output, '..'));
        expect(problems).toEqual([NOT_VALUES]);
      }
      const outside = schemaReference(join(installed, 'promql/values.schema.json'));
      expect((await open(`${modeline(outside)}policy: 1\n`)).problems).toEqual([NOT_VALUES]);
      rmSync(project, { recursive: true });
    },
  );

  test.skipIf(!tool)('what the commands write is understood', async () => {
    const sandbox = new Sandbox();
    await sandbox.run('rollout blueprints values --name promql --output-file values.yaml');
    await sandbox.run('rollout blueprints dynamic-values --name promql --output-file dynamic.yaml');
    const read = (file: string) => readFileSync(join(sandbox.work, file), 'utf8');
    const values = await open(read('values.yaml'), sandbox.work);
    const missing = 'Incorrect type. Expected "number".';
    expect(values.problems.filter((problem) => problem.endsWith(missing)).length).toBeGreaterThan(0);
    expect((await open(read('dynamic.yaml'), sandbox.work)).problems).toEqual([]);
    sandbox.close();
  });
});
