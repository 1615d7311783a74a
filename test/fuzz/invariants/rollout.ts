import fc from 'fast-check';

export type Direction = 'forward' | 'backward' | 'reset';
export type Operator = 'gt' | 'gte' | 'lt' | 'lte' | 'eq' | 'neq';

export interface Criterion {
  readonly operator: Operator;
  readonly threshold: number;
}

/** A driver and what its query gives, by evaluation; NaN is no value. Of an EMA driver thresholds are multipliers. */
export interface Driver {
  readonly list: 'promql' | 'average_latency' | 'percentile_latency' | 'ema_latency';
  readonly criteria: Readonly<Partial<Record<Direction, Criterion>>>;
  readonly readings: readonly number[];
}

/** A dynamic configuration that is in force from a tick on. */
export interface Steering {
  readonly tick: number;
  readonly rollout?: boolean;
  readonly reset?: boolean;
  readonly passThrough?: readonly string[];
}

/** A rollout, what it is fed, and how it is steered; all times are ticks. */
export interface Rollout {
  readonly intervalSeconds: number;
  readonly ticks: number;
  readonly steps: readonly { readonly target: number; readonly ticks: number }[];
  readonly forwardWhen: 'any' | 'all' | undefined;
  /** Of the policy, and by --start. */
  readonly isOn: boolean;
  readonly isStarted: boolean;
  readonly labelKey: string;
  readonly drivers: readonly Driver[];
  /** In order, each at a tick of its own. */
  readonly steering: readonly Steering[];
}

/** The labels of the traffic, each with a quarter of it; the last quarter has none. */
export const LABELS = ['anna', 'ben', 'user-7'];
export const LABEL_SHARE = 0.25;

const usual = fc.constantFrom(30, 40, 50, 60, 70, 80, 90, 100, 110);
const odd = fc.constantFrom(NaN, NaN, NaN, 75, 0, -1, 74.999, 1e300, Infinity, -Infinity);
const reading = fc.oneof({ weight: 4, arbitrary: usual }, { weight: 1, arbitrary: odd });

/** Readings that stay for a while, as metrics do. */
const readings = fc
  .array(fc.tuple(reading, fc.integer({ min: 1, max: 12 })), { minLength: 1, maxLength: 20 })
  .map((runs) => runs.flatMap(([value, count]) => Array<number>(count).fill(value)));

const threshold = fc.constantFrom(50, 60, 75, 90, 100);
const multiplier = fc.constantFrom(0.9, 1, 1.05, 1.1, 1.25);
const anyOperator = fc.constantFrom<Operator[]>('gt', 'gte', 'lt', 'lte', 'eq', 'neq');
const below = fc.constant<Operator>('lt');
const above = fc.constant<Operator>('gt');

const sometimes = <T>(one: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(one, { nil: undefined, freq: 3 });

const promqlCriterion = sometimes(fc.record({ operator: anyOperator, threshold }));
const latencyCriterion = (operator: fc.Arbitrary<Operator>, limit: fc.Arbitrary<number>) =>
  sometimes(fc.record({ operator, threshold: limit }));
const latencyCriteria = (limit: fc.Arbitrary<number>) =>
  fc.record({
    forward: latencyCriterion(below, limit),
    backward: latencyCriterion(above, limit),
    reset: latencyCriterion(above, limit),
  });

const driver: fc.Arbitrary<Driver> = fc.oneof(
  fc.record({
    list: fc.constant('promql' as const),
    criteria: fc.record({ forward: promqlCriterion, backward: promqlCriterion, reset: promqlCriterion }),
    readings,
  }),
  fc.record({
    list: fc.constantFrom('average_latency' as const, 'percentile_latency' as const),
    criteria: latencyCriteria(threshold),
    readings,
  }),
  fc.record({ list: fc.constant('ema_latency' as const), criteria: latencyCriteria(multiplier), readings }),
);

const steering = fc
  .uniqueArray(
    fc.record({
      tick: fc.nat(60),
      rollout: sometimes(fc.boolean()),
      reset: sometimes(fc.boolean()),
      passThrough: sometimes(fc.subarray([...LABELS, 'nobody'])),
    }),
    { maxLength: 4, selector: ({ tick }) => tick },
  )
  .map((list) => list.sort((a, b) => a.tick - b.tick));

const target = fc.oneof(fc.integer({ min: 0, max: 100 }), fc.constantFrom(0, 1, 100, 33.3));

/** Rollouts of all drivers, with what they are fed and how they are steered. */
export const rollouts: fc.Arbitrary<Rollout> = fc.record({
  intervalSeconds: fc.constantFrom(0.5, 1, 2, 10),
  ticks: fc.integer({ min: 61, max: 160 }),
  steps: fc.array(fc.record({ target, ticks: fc.nat(9) }), { minLength: 1, maxLength: 4 }),
  forwardWhen: fc.constantFrom('any', 'all', undefined),
  isOn: fc.boolean(),
  isStarted: fc.constantFrom(true, true, false),
  labelKey: fc.constantFrom('', 'user'),
  drivers: fc.array(driver, { maxLength: 4 }),
  steering,
});
