import fc from 'fast-check';
import { expect, it } from 'vitest';
import { componentsAt } from '../../../src/policy/link-faults.ts';
import { readPolicy } from '../../../src/policy/read.ts';
import { parseYaml } from '../../../src/text/yaml.ts';
import { refusalOf } from '../../support/refusal.ts';

const faultsOf = async (text: string) =>
  (await refusalOf(() => readPolicy(parseYaml(text, 'p.yaml')))).map(
    ({ line, column, code }) => `${line}:${column} ${code}`,
  );

it.each<[string, string, string[]]>([
  [
    'both sorts of faults in file order',
    'circuit:\n  components:\n  - inverter: {in_ports: {input: {signal_name: A}}}\n  - decider: {operator: beyond}\n  - inverter: {in_ports: {input: {signal_name: B}}}',
    ['3:35 CIRCUIT_UNDEFINED_SIGNAL', '4:15 VALUES_ENUM', '5:35 CIRCUIT_UNDEFINED_SIGNAL'],
  ],
  [
    'a kind and a port that do not exist in the words of the circuit, once',
    'circuit:\n  components:\n  - decidr: {}\n  - inverter: {in_ports: {inputt: {constant_signal: {value: 1}}}}',
    ['3:5 CIRCUIT_UNKNOWN_KIND', '4:27 CIRCUIT_UNKNOWN_PORT'],
  ],
  [
    'several kinds, and none, in those of the schema',
    'circuit:\n  components:\n  - {decider: {}, ema: {}}\n  - {}\n  - 5',
    [
      '3:5 VALUES_CHOICE',
      '3:6 VALUES_MISSING_KEY',
      '3:19 VALUES_MISSING_KEY',
      '4:5 VALUES_INVALID',
      '5:5 VALUES_TYPE',
    ],
  ],
  [
    'the keys of a component that are not indented, once',
    'circuit:\n  components:\n  - decider:\n    operator: gt\n    in_ports: {lhs: {signal_name: A}}\n    out_ports: {output: {signal_name: B}}',
    ['3:5 CIRCUIT_FLAT', '5:22 CIRCUIT_UNDEFINED_SIGNAL', '6:26 CIRCUIT_UNUSED_SIGNAL'],
  ],
  [
    'queries that are no PromQL',
    'circuit:\n  components:\n  - query: {promql: {query_string: "sum(up", evaluation_interval: soon}}',
    ['3:40 PROMQL_SYNTAX', '3:46 VALUES_FORMAT'],
  ],
  [
    'what a kind says of its config beside a fault of its ports',
    'circuit:\n  components:\n  - gradient_controller:\n      parameters: {slope: 1, min_gradient: 2, max_gradient: 1}\n      in_ports: {optimize: {constant_signal: {value: 1}}}',
    ['3:5 CIRCUIT_CONFIG', '5:18 CIRCUIT_UNKNOWN_PORT'],
  ],
  [
    'an interval of 0 beside a fault of the schema',
    'circuit:\n  evaluation_interval: 0s\n  components:\n  - ema: {}',
    ['2:3 CIRCUIT_INTERVAL', '4:5 VALUES_MISSING_KEY'],
  ],
  [
    'an interval that is no duration, and the faults of the rest',
    'circuit:\n  evaluation_interval: soon\n  components:\n  - inverter: {in_ports: {input: {signal_name: A}}}',
    ['2:3 VALUES_FORMAT', '4:35 CIRCUIT_UNDEFINED_SIGNAL'],
  ],
  [
    'a resource, whose circuit stands deeper',
    'kind: Policy\napiVersion: fluxninja.com/v1alpha1\nmetadata: {name: x}\nspec:\n  circuit:\n    components:\n    - decider: {operator: beyond, in_ports: {lhs: {signal_name: A}}}',
    ['7:17 VALUES_ENUM', '7:52 CIRCUIT_UNDEFINED_SIGNAL'],
  ],
  ['a circuit that is none', 'circuit: 5', ['1:1 VALUES_TYPE']],
  ['components that are none', 'circuit: {components: {a: 1}}', ['1:11 VALUES_TYPE']],
])('%s', async (_, text, expected) => {
  expect(await faultsOf(text)).toEqual(expected);
});

it.each<[string, string[]]>([
  ['/circuit/components/3/decider/in_ports', ['/circuit/components/3']],
  ['/spec/circuit/components/3', ['/spec/circuit/components/3']],
  [
    '/circuit/components/3/nested_circuit/components/12/x',
    ['/circuit/components/3/nested_circuit/components/12'],
  ],
  ['/circuit/components', []],
  ['/resources/flow_control', []],
])('%s leads into %j', (pointer, expected) => {
  expect([...componentsAt([pointer])]).toEqual(expected);
});

it('takes anything for a component, and refuses it with diagnostics', async () => {
  const kind = fc.constantFrom(
    'decider',
    'query',
    'nested_circuit',
    'components',
    'in_ports',
    'out_ports',
    'signal_name',
  );
  const text = fc.constantFrom('', 'A', 'gt', '5s', '__proto__');
  const { raw } = fc.letrec((tie) => ({
    raw: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      text,
      fc.integer(),
      fc.constant(null),
      fc.array(tie('raw'), { maxLength: 3 }),
      fc.dictionary(fc.oneof(kind, text), tie('raw'), { maxKeys: 3 }),
    ),
  }));
  await fc.assert(
    fc.asyncProperty(fc.array(raw, { minLength: 1, maxLength: 4 }), async (components) => {
      const document = parseYaml(JSON.stringify({ circuit: { components } }), 'p.json');
      for (const { code, line } of await refusalOf(() => readPolicy(document), 'may pass')) {
        expect(code).toMatch(/^(VALUES|CIRCUIT)_/);
        expect(line).toBe(1);
      }
    }),
    { numRuns: 500 },
  );
});
