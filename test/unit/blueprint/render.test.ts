import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findBlueprint } from '../../../src/blueprint/catalog.ts';
import { renderBlueprint } from '../../../src/blueprint/render.ts';
import { compile } from '../../../src/circuit/compile.ts';
import { type Diagnostic, RolloutError } from '../../../src/errors/rollout-error.ts';
import { validatorOf } from '../../../src/schema/validate.ts';
import { parseDotted } from '../../../src/text/pointer.ts';
import { dumpYaml, parseYaml } from '../../../src/text/yaml.ts';
import { change, mutate } from '../../support/mutate.ts';
import { conformanceValues, exampleValues } from '../../support/values.ts';

const render = async (name: string, text: string) =>
  renderBlueprint(await findBlueprint(name), parseYaml(text, 'v.yaml'));

describe('where a part of the policy came from', () => {
  test.each([
    ['/circuit/components/0/query/promql/query_string', 'policy.drivers.promql_drivers[0].query_string', 22],
    ['/circuit/components/2/decider/in_ports/lhs', 'policy.drivers.promql_drivers[0].criteria.backward', 29],
    ['/circuit/components/4/bool_variable', 'policy.rollout', 3],
    [
      '/circuit/components/15/flow_control/load_ramp/parameters/steps/1/duration',
      'policy.load_ramp.steps[1].duration',
      16,
    ],
    ['/circuit/components/15/flow_control/load_ramp/in_ports/forward', 'policy.load_ramp', 6],
    ['/circuit/evaluation_interval', 'policy.evaluation_interval', 5],
    ['/resources/flow_control', 'policy.resources.flow_control', 3],
  ])('%s', async (pointer, path, line) => {
    const { placeOf } = await render('promql', exampleValues('promql'));
    expect(placeOf(pointer)).toMatchObject({ path, at: { line } });
  });

  test('components of the user point to themselves', async () => {
    const text = `${exampleValues('promql')}  components:\n    - inverter: {in_ports: {input: {signal_name: FORWRAD}}}\n`;
    const { resource, placeOf } = await render('promql', text);
    const { diagnostics } = compile(resource.spec.circuit, placeOf);
    expect(diagnostics).toEqual([
      expect.objectContaining({
        code: 'CIRCUIT_UNDEFINED_SIGNAL',
        message: 'signal FORWRAD is read but nothing produces it, did you mean "FORWARD"?',
        path: 'policy.components[0].inverter.in_ports.input.signal_name',
        line: text.split('\n').length - 1,
      }),
    ]);
  });
});

describe('queries', () => {
  const percentile = (percentile: string, window: string) =>
    render(
      'percentile-latency',
      exampleValues('percentile-latency').replace('percentile: 99', percentile).replace('window: 1m', window),
    ).then(({ resource }) => JSON.stringify(resource.spec.circuit.components?.[0]).replaceAll('\\"', '"'));

  test.each([
    ['percentile: 99.9', 'window: 500ms', /histogram_quantile\(0\.999, .*\[500ms\]/],
    ['percentile: 12.3456789', 'window: 1.5s', /histogram_quantile\(0\.123456789, .*\[1500ms\]/],
    ['', '', /histogram_quantile\(0\.95, .*\[30s\]/],
    ['percentile: 33', 'window: 1h', /histogram_quantile\(0\.33, .*\[3600s\]/],
  ])('%s %s', async (one, two, expected) => {
    expect(await percentile(one, two)).toMatch(expected);
  });
});

test('durations are spelled in the form of protobuf, wherever they stand', async () => {
  const text = `${exampleValues('ema-latency')}  evaluation_interval: 500ms
  components:
    - nested_circuit: {name: n, components: [{holder: {hold_for: 1h30m, in_ports: {input: {constant_signal: {value: 1}}}}}]}
    - decider: {operator: gt, true_for: 2d, in_ports: {lhs: {signal_name: FORWARD}, rhs: {constant_signal: {value: 0}}}}
`;
  const { resource } = await render('ema-latency', text);
  const spec = JSON.stringify(resource.spec);
  for (const expected of [
    '"evaluation_interval":"0.5s"',
    '"hold_for":"5400s"',
    '"true_for":"172800s"',
    '"ema_window":"1800s"',
    '"duration":"7200s"',
  ])
    expect(spec).toContain(expected);
});

test('a flux meter of a driver wins over one of the same name; other resources are kept', async () => {
  const text = `${exampleValues('average-latency')}  resources:
    telemetry_collectors: [{agent_group: default}]
    flow_control:
      flux_meters:
        checkout-v2/average_latency/0: {selectors: [{control_point: mine}]}
        other: {selectors: [{control_point: mine}]}
`;
  const { resource } = await render('average-latency', text);
  expect(resource.spec.resources).toEqual({
    telemetry_collectors: [{ agent_group: 'default' }],
    flow_control: {
      classifiers: [],
      flux_meters: {
        'checkout-v2/average_latency/0': {
          selectors: [{ service: 'checkout.prod.svc', control_point: 'ingress' }],
        },
        other: { selectors: [{ control_point: 'mine' }] },
      },
    },
  });
});

/**
 * The faults of a values file; none when it renders a policy that compiles. Anything but a RolloutError is a
 * bug.
 */
async function faultsOf(text: string): Promise<readonly Diagnostic[]> {
  try {
    const name = /blueprint: (\S+)/.exec(text)![1]!;
    const { resource, placeOf } = await render(name, text);
    const matches = await validatorOf('policy');
    expect(matches(resource), JSON.stringify(matches.errors)).toBe(true);
    return compile(resource.spec.circuit, placeOf).diagnostics.filter(({ severity }) => severity === 'error');
  } catch (problem) {
    if (!(problem instanceof RolloutError)) throw problem;
    expect(problem.diagnostics.length).toBeGreaterThan(0);
    return problem.diagnostics;
  }
}

function isReal(path: string | null, value: unknown): boolean {
  if (path === null) return true;
  let at = value;
  for (const part of parseDotted(path) ?? ['?']) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, part)) return false;
    at = (at as Record<string | number, unknown>)[part];
  }
  return true;
}

const texts = [...conformanceValues.values()];
const runs = Number(process.env.ROLLOUT_FUZZ_COUNT ?? 400);

describe('whatever is done to a values file', () => {
  test(
    'it renders and compiles, or is refused at a line that is there and a path that is real',
    { timeout: 600_000 },
    () =>
      fc.assert(
        fc.asyncProperty(
          fc.constantFrom(...texts),
          fc.array(change, { minLength: 1, maxLength: 3 }),
          async (text, changes) => {
            const value = changes.reduce<unknown>(mutate, parseYaml(text, 'v.yaml').value);
            const mutated = `${text.split('\n')[0]}\n${dumpYaml(value)}`;
            const lines = mutated.split('\n').length;
            for (const { line, path, message } of await faultsOf(mutated)) {
              expect(line, message).toBeGreaterThanOrEqual(1);
              expect(line, message).toBeLessThanOrEqual(lines);
              expect(isReal(path, value), `${path} ${message}`).toBe(true);
            }
          },
        ),
        { numRuns: runs },
      ),
  );

  test('even to its text', { timeout: 600_000 }, () =>
    fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...texts),
        fc.nat(),
        fc.nat(30),
        fc.oneof(
          fc.string({ maxLength: 5 }),
          fc.constantFrom(
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
            '? ',
            ': ',
            '#',
            '%',
          ),
        ),
        async (text, at, length, insert) => {
          const head = text.indexOf('\n') + 1;
          const cut = head + (at % (text.length - head));
          const mutated = text.slice(0, cut) + insert + text.slice(cut + length);
          const lines = mutated.split('\n').length;
          for (const { line, message } of await faultsOf(mutated)) {
            expect(line, message).toBeGreaterThanOrEqual(1);
            expect(line, message).toBeLessThanOrEqual(lines);
          }
        },
      ),
      { numRuns: runs },
    ),
  );
});
