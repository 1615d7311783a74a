import fc from 'fast-check';
import type { Plan } from '../../src/circuit/plan.ts';
import { planOf, ramp } from './plans.ts';
import { INPUTS, randomCircuit } from './random-circuit.ts';
import { renderedPlan } from './rendered-plan.ts';

/** Readings run from 0 to this, so that thresholds lie among them. */
export const MAX_READING = 10;

const SELECTORS = 'selectors: [{service: any, control_point: c}]';
const threshold = fc.integer({ min: 1, max: MAX_READING - 1 });
const operator = fc.constantFrom('gt', 'gte', 'lt', 'lte', 'eq', 'neq');
const multiplier = fc.constantFrom(0.8, 1, 1.2, 1.5);

const criteria = (of: fc.Arbitrary<object>): fc.Arbitrary<string> =>
  fc
    .record({ forward: of, backward: of, reset: of }, { requiredKeys: [] })
    .map((directions) => `criteria: ${JSON.stringify(directions)}`);

const latency = criteria(threshold.map((value) => ({ threshold: value })));

/** One driver of each list, as the five blueprints have them. */
const drivers: Readonly<Record<string, fc.Arbitrary<string>>> = {
  promql_drivers: criteria(fc.record({ operator, threshold })).map((own) => `{query_string: q, ${own}}`),
  average_latency_drivers: latency.map((own) => `{${SELECTORS}, window: 30s, ${own}}`),
  percentile_latency_drivers: latency.map(
    (own) => `{flux_meter: {${SELECTORS}}, percentile: 99, window: 30s, ${own}}`,
  ),
  ema_latency_drivers: fc
    .tuple(
      fc.integer({ min: 1, max: 9 }),
      fc.integer({ min: 1, max: 4 }),
      criteria(multiplier.map(tolerance)),
    )
    .map(([window, warmup, own]) => {
      const parameters = [
        `ema_window: ${window}`,
        `warmup_window: ${warmup}`,
        'valid_during_warmup: false',
        'correction_factor_on_min_envelope_violation: 1',
        'correction_factor_on_max_envelope_violation: 1',
      ];
      return `{${SELECTORS}, window: 30s, ema: {${parameters.join(', ')}}, ${own}}`;
    }),
};

function tolerance(value: number): object {
  return { latency_tolerance_multiplier: value };
}

const steps = fc.array(fc.tuple(fc.integer({ min: 0, max: 100 }), fc.integer({ min: 0, max: 9 })), {
  minLength: 1,
  maxLength: 4,
});

/** A rollout that is started, of one blueprint or of the base blueprint with drivers of several kinds. */
export const randomBlueprintRollout: fc.Arbitrary<Plan> = fc
  .tuple(
    fc.array(fc.constantFrom(...Object.keys(drivers)), { minLength: 1, maxLength: 3 }),
    fc.record(drivers),
    fc.constantFrom('any', 'all'),
    steps,
  )
  .map(([lists, given, when, path]) => {
    const { plan } = renderedPlan({
      rollout: 'true',
      more: `forward_when: ${when}\n  components: []\n  resources: {}`,
      drivers: [...new Set(lists)].map((list) => `${list}: [${given[list]}]`).join('\n'),
      steps: `[${path.map(([target, length]) => `{target_accept_percentage: ${target}, duration: ${length}s}`).join(', ')}]`,
    });
    return plan;
  });

/** A ramp behind any circuit, with waits, averages, loops and queries that are not evaluated on every tick. */
const ofCircuit: fc.Arbitrary<Plan> = fc
  .tuple(
    randomCircuit,
    fc.array(fc.nat(13), { minLength: 3, maxLength: 3 }),
    fc.integer({ min: 1, max: 4 }),
    steps,
  )
  .map(([components, [forward = 0, backward = 0, reset = 0], every, path]) => {
    const driver = (n: number) => {
      const signals = components.length - INPUTS.length;
      return n < signals ? `S${n}` : INPUTS[n % INPUTS.length]!;
    };
    const sparse = JSON.parse(
      JSON.stringify(components).replace('"evaluation_interval":"1s"', `"evaluation_interval":"${every}s"`),
    ) as unknown[];
    const drivers = { forward: driver(forward), backward: driver(backward), reset: driver(reset) };
    const way = path.map(([target, length]) => [target, `${length}s`] as const);
    return planOf([...sparse, ramp(way, drivers)]);
  });

export const randomRollout: fc.Arbitrary<Plan> = fc.oneof(
  { weight: 3, arbitrary: randomBlueprintRollout },
  { weight: 1, arbitrary: ofCircuit },
);

/** Readings of a query that stay for a while, with gaps. */
const stay = fc.tuple(
  fc.oneof(
    { weight: 5, arbitrary: fc.integer({ min: 0, max: MAX_READING }) },
    { weight: 1, arbitrary: fc.constantFrom(Number.NaN, 0.5, Number.POSITIVE_INFINITY) },
  ),
  fc.integer({ min: 1, max: 12 }),
);

const randomColumn = (ticks: number): fc.Arbitrary<number[]> =>
  fc.array(stay, { minLength: ticks / 4, maxLength: ticks / 4 }).map((stays) => {
    const readings = stays.flatMap(([reading, length]) => Array<number>(length).fill(reading));
    return [...readings, ...Array<number>(ticks).fill(1)].slice(0, ticks);
  });

/** Readings of four queries. */
export const randomHistory = (ticks: number): fc.Arbitrary<number[][]> =>
  fc.array(randomColumn(ticks), { minLength: 4, maxLength: 4 });
