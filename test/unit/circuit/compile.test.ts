import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { type CircuitDocument, compile } from '../../../src/circuit/compile.ts';
import { MAX_COMPONENTS, MAX_DEPTH } from '../../../src/circuit/limits.ts';
import type { Plan } from '../../../src/circuit/plan.ts';
import type { PolicyResource } from '../../../src/policy/policy.ts';
import { policySchema } from '../../../src/policy/policy-schema.ts';
import { compileSchema } from '../../../src/schema/compile-schema.ts';
import type { Validator } from '../../../src/schema/validator.ts';
import { parseYaml } from '../../../src/text/yaml.ts';
import { randomCircuit } from '../../support/random-circuit.ts';

const here = (path: string) => path;
const codes = (circuit: CircuitDocument) =>
  compile(circuit, (path) => ({ path })).diagnostics.map(({ code, path }) => `${code} ${path}`);
const chain = (size: number) =>
  Array.from({ length: size }, (_, i) => ({
    arithmetic_combinator: {
      operator: 'add',
      in_ports: {
        lhs: { signal_name: `S${(i + size - 1) % size}` },
        rhs: { constant_signal: { value: i % 50 } },
      },
      out_ports: { output: { signal_name: `S${i}` } },
    },
  }));

const nest = (levels: number): unknown =>
  levels === 0
    ? { variable: { constant_output: { value: 1 } } }
    : { nested_circuit: { components: [nest(levels - 1)] } };

describe('compile', () => {
  it('takes 10,000 components in a ring', () => {
    const { plan } = compile({ components: chain(10_000) }, (path) => ({ path }));
    expect(plan!.order).toHaveLength(10_000);
    expect([...plan!.loops]).toEqual([[0, new Set([9999])]]);
  });

  it.each<[string, CircuitDocument, string[]]>([
    [
      'more components than the limit',
      { components: chain(MAX_COMPONENTS + 1) },
      ['CIRCUIT_SIZE /circuit/components'],
    ],
    [
      'windows that keep too many readings',
      {
        components: Array.from({ length: 17 }, (_, i) => ({
          sma: {
            parameters: { sma_window: '500000s' },
            in_ports: { input: { constant_signal: { value: 1 } } },
            out_ports: { output: { signal_name: `S${i}` } },
          },
        })),
      },
      ['CIRCUIT_MEMORY /circuit/components'],
    ],
    [
      'an interval that is none',
      { evaluation_interval: 'soon' },
      ['CIRCUIT_INTERVAL /circuit/evaluation_interval'],
    ],
    [
      'an interval below 0',
      { evaluation_interval: '-1s' },
      ['CIRCUIT_INTERVAL /circuit/evaluation_interval'],
    ],
  ])('refuses %s, naming the limit', (_, circuit, expected) => {
    expect(codes(circuit).filter((code) => !/UNUSED|NO_OUTPUT/.test(code))).toEqual(expected);
  });

  it('takes circuits as deep as the limit, and names it when they are deeper', () => {
    expect(codes({ components: [nest(MAX_DEPTH)] })).toEqual(['CIRCUIT_NO_OUTPUT /circuit/components']);
    const deeper = compile({ components: [nest(200)] }, (path) => ({ path })).diagnostics;
    expect(deeper.map(({ message }) => message)).toEqual([
      `circuits are nested deeper than ${MAX_DEPTH} levels`,
    ]);
  });

  it('asks for the place of every fault by its pointer in the policy', () => {
    const { diagnostics } = compile({ components: [{ decidr: {} }] }, (pointer) => ({
      at: { file: 'p.yaml', line: 7, column: 3 },
      path: here(pointer),
    }));
    expect(diagnostics).toMatchObject([
      {
        code: 'CIRCUIT_UNKNOWN_KIND',
        file: 'p.yaml',
        line: 7,
        column: 3,
        path: '/circuit/components/0/decidr',
        message: 'unknown component "decidr", did you mean "decider"?',
      },
    ]);
  });

  it('orders any circuit', () => {
    fc.assert(
      fc.property(randomCircuit, (components) => {
        const { plan } = compile({ components }, (path) => ({ path }));
        expect([...plan!.order].sort((a, b) => a - b)).toEqual(components.map((_, i) => i));
      }),
    );
  });
});

describe('a mutated policy is refused, or compiles and runs', () => {
  let validate: Validator;
  beforeAll(async () => {
    const schema = policySchema() as { $id: string };
    validate = await compileSchema(schema.$id, new Map([[schema.$id, schema]]));
  });

  const folder = new URL('../../conformance/blueprints/', import.meta.url);
  const seeds = ['02-ema-latency', '05-base'].map((name) => {
    const file = new URL(`${name}/policy.yaml`, folder);
    return parseYaml(readFileSync(file, 'utf8'), name).value as PolicyResource;
  });
  const scalar = fc.constantFrom<unknown>(
    0,
    -1,
    1e308,
    0.5,
    '',
    '0s',
    '9999w',
    '-5s',
    'FORWARD',
    'RESET',
    true,
    'NaN',
    '+Inf',
    'gt',
    [],
    {},
  );
  const mutations = fc.array(
    fc.record({ at: fc.nat(), value: fc.option(scalar, { freq: 1 }), from: fc.nat() }),
    { minLength: 1, maxLength: 4 },
  );

  /**
   * Replaces, removes or swaps parts of the circuit, wherever the numbers lead; a copy comes from under the
   * same key.
   */
  function mutate(
    policy: PolicyResource,
    changes: readonly { at: number; value: unknown; from: number }[],
  ): PolicyResource {
    const mutant = structuredClone(policy);
    for (const { at, value, from } of changes) {
      const places = placesOf(mutant.spec.circuit);
      const place = places[at % places.length]!;
      const alike = places.filter(({ key }) => key === place.key);
      const donor = alike[from % alike.length]!;
      if (value !== null && from % 2 === 0) place.holder[place.key] = structuredClone(value);
      else if (value !== null) delete place.holder[place.key];
      else place.holder[place.key] = structuredClone(donor.holder[donor.key]);
    }
    return mutant;
  }

  interface Place {
    readonly holder: Record<string, unknown>;
    readonly key: string;
  }

  const placesOf = (value: unknown): Place[] =>
    typeof value !== 'object' || value === null
      ? []
      : Object.entries(value).flatMap(([key, inner]) => [
          { holder: value as Record<string, unknown>, key },
          ...placesOf(inner),
        ]);

  function run1000Ticks(plan: Plan): void {
    const { frame, tick } = plan.start();
    for (let i = 0; i < 1000; i++) {
      for (const { resultSlot } of plan.queries)
        frame[resultSlot] = i % 7 === 0 ? Number.NaN : (i * 13) % 150;
      tick();
    }
  }

  function outcomeOf(mutant: PolicyResource): 'invalidShape' | 'invalidCircuit' | 'ran' {
    if (!validate(mutant)) return 'invalidShape';
    const { plan, diagnostics } = compile(mutant.spec.circuit, (path) => ({ path }));
    expect(diagnostics.some(({ severity }) => severity === 'error')).toBe(plan === undefined);
    if (!plan) return 'invalidCircuit';
    run1000Ticks(plan);
    return 'ran';
  }

  it('1,000 ticks without an exception', () => {
    const outcomes = { invalidShape: 0, invalidCircuit: 0, ran: 0 };
    fc.assert(
      fc.property(fc.constantFrom(...seeds), mutations, (seed, changes) => {
        const mutant = JSON.parse(JSON.stringify(mutate(seed, changes))) as PolicyResource;
        outcomes[outcomeOf(mutant)]++;
      }),
      { numRuns: 1500 },
    );
    expect(Math.min(...Object.values(outcomes))).toBeGreaterThan(50);
  });
});
