import { readdirSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { kinds } from '../../../src/circuit/kinds.ts';
import { definitionName, policyDefinitions, policySchema } from '../../../src/policy/policy-schema.ts';
import { compileSchema } from '../../../src/schema/compile-schema.ts';
import { explainFaults } from '../../../src/schema/explain-faults.ts';
import type { Validator } from '../../../src/schema/validator.ts';
import { dumpYaml, parseYaml } from '../../../src/text/yaml.ts';

const root = new URL('../../../', import.meta.url);
let validate: Validator;

beforeAll(async () => {
  const schema = policySchema() as { $id: string };
  validate = await compileSchema(schema.$id, new Map([[schema.$id, schema]]));
});

/** What is said of a circuit with these components. */
function said(...components: unknown[]): string[] {
  const document = parseYaml(dumpYaml({ circuit: { components } }), 'policy.yaml');
  return validate(document.value)
    ? []
    : explainFaults(validate.errors!, document).map(({ code, message }) => `${code} ${message}`);
}

describe('the schema', () => {
  it('names every kind a policy may hold, and no other', () => {
    for (const kind of kinds)
      expect(definitionName(kind) in policyDefinitions, kind.kind).toBe(!kind.internal);
  });

  it('refers only to what it defines', () => {
    const refs = JSON.stringify(policySchema())
      .match(/"\$ref":"[^"]*"/g)!
      .map((ref) => /#\/\$defs\/(\w+)/.exec(ref)![1]!);
    expect(refs.filter((name) => !(name in policyDefinitions))).toEqual([]);
  });

  it.each([
    ['blueprints', new URL('test/conformance/blueprints/', root)],
    ['third-party policies', new URL('../shared/conformance/graphs/', root)],
  ])('takes the policies of %s', (_, folder) => {
    for (const name of listOf(folder)) {
      const text = readFileSync(new URL(`${name}/policy.yaml`, folder), 'utf8');
      expect(validate(parseYaml(text, name).value), name).toBe(true);
    }
  });

  it.each<[string, unknown, string[]]>([
    [
      'an unknown kind',
      { decidr: {} },
      ['VALUES_UNKNOWN_KEY circuit.components[0]: unknown key "decidr", did you mean "decider"?'],
    ],
    [
      'two kinds in one',
      { and: {}, or: {} },
      ['VALUES_CHOICE circuit.components[0] takes one of and, or, not several'],
    ],
    [
      'a signal and a constant in one',
      { inverter: { in_ports: { input: { signal_name: 'A', constant_signal: {} } } } },
      [
        'VALUES_CHOICE circuit.components[0].inverter.in_ports.input takes one of signal_name, constant_signal, not several',
      ],
    ],
    [
      'an unknown port',
      { inverter: { in_ports: { inputs: {} } } },
      [
        'VALUES_UNKNOWN_KEY circuit.components[0].inverter.in_ports: unknown key "inputs", did you mean "input"?',
      ],
    ],
    [
      'a missing operator',
      { decider: {} },
      ['VALUES_MISSING_KEY circuit.components[0].decider: key "operator" is missing'],
    ],
    [
      'an operator that is none',
      { decider: { operator: 'gtt' } },
      [
        'VALUES_ENUM circuit.components[0].decider.operator must be one of gt, lt, gte, lte, eq, neq, got "gtt", did you mean "gt"?',
      ],
    ],
    [
      'ports that are needed',
      {
        flow_control: {
          rate_limiter: { parameters: { interval: '1s' }, selectors: [{ control_point: 'x' }] },
        },
      },
      ['VALUES_MISSING_KEY circuit.components[0].flow_control.rate_limiter: key "in_ports" is missing'],
    ],
    [
      'a factor out of range',
      {
        ema: {
          parameters: {
            ema_window: '1s',
            warmup_window: '1s',
            correction_factor_on_max_envelope_violation: 2,
          },
        },
      },
      [
        'VALUES_RANGE circuit.components[0].ema.parameters.correction_factor_on_max_envelope_violation must be at most 1, got 2',
      ],
    ],
    [
      'an empty list',
      { signal_generator: { parameters: { steps: [] } } },
      ['VALUES_EMPTY_LIST circuit.components[0].signal_generator.parameters.steps needs at least 1 entry'],
    ],
    [
      'a kind of composites alone',
      { flow_control: { load_actuator: {} } },
      ['VALUES_UNKNOWN_KEY circuit.components[0].flow_control: unknown key "load_actuator"'],
    ],
    [
      'something inside a nested circuit',
      { nested_circuit: { components: [{ ema: {} }] } },
      [
        'VALUES_MISSING_KEY circuit.components[0].nested_circuit.components[0].ema: key "parameters" is missing',
      ],
    ],
  ])('refuses %s', (_, component, expected) => {
    expect(said(component)).toEqual(expected);
  });

  it.each(['5m', '1h30m', '500ms', '2d', '0s', '1.5s', '.5s'])('takes the duration %s', (true_for) => {
    expect(said({ pulse_generator: { true_for } })).toEqual([]);
  });

  it.each(['-1s', '5', '5 minutes', '', 's'])('refuses the duration "%s"', (true_for) => {
    expect(said({ pulse_generator: { true_for } })).toEqual([
      expect.stringContaining(
        'VALUES_FORMAT circuit.components[0].pulse_generator.true_for must be a duration',
      ),
    ]);
  });
});

function listOf(folder: URL): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name);
  } catch {
    return []; // the third-party policies are not part of the repository
  }
}
