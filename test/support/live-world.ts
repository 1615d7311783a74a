import fc from 'fast-check';
import { fail } from '../../src/errors/rollout-error.ts';
import type { Caller } from '../../src/prometheus/api/caller.ts';
import type { ApiResult } from '../../src/prometheus/api/check-reply.ts';
import { Api } from '../../src/prometheus/api.ts';
import { rampOf } from '../../src/rollout/ramp.ts';
import type { DynamicDocument } from '../../src/run/dynamic-config.ts';
import type { RunListener } from '../../src/run/options.ts';
import type { RunEvent } from '../../src/run/result.ts';
import { run } from '../../src/run/run.ts';
import { type RunState, readRunState } from '../../src/run/state.ts';
import { openLive } from '../../src/source/live.ts';
import type { Source, TickClock } from '../../src/source/source.ts';
import { formatReading } from '../../src/text/number.ts';
import { compare, planOf, promql, ramp } from './plans.ts';
import { SimulatedClock } from './simulated-clock.ts';

/** What a server does with the requests of a while: gives a value, late or not, of another time, or none. */
export interface Behaviour {
  readonly kind: 'value' | 'nan' | 'none' | 'hangs' | 'gone';
  /** Of the query that moves the ramp forward or back, and of the one that resets it. */
  readonly latency: number;
  readonly errors: number;
  readonly delay: number;
  /** By how much the time of an answer is off. */
  readonly off: number;
}

/** A live run's surroundings; times are seconds from its start, by a clock that nobody sets. */
export interface World {
  readonly server: readonly { readonly from: number; readonly behaviour: Behaviour }[];
  readonly jumps: readonly { readonly at: number; readonly by: number }[];
  readonly stalls: readonly { readonly at: number; readonly seconds: number }[];
  readonly documents: readonly { readonly at: number; readonly isOn: boolean }[];
}

export const TICKS = 120;
export const WINDOW = 10;
const START = 1_800_000_000;
const TIMEOUT = 20;
/** Of the query that resets. */
export const ERRORS_EVERY = 3;

const GOOD: Behaviour = { kind: 'value', latency: 50, errors: 0, delay: 0.01, off: 0 };

/** Moments that are those of no tick. */
const moment = fc
  .integer({ min: 2, max: TICKS })
  .chain((second) => fc.integer({ min: 1, max: 99 }).map((part) => second + part / 100 + 0.001));

const behaviour: fc.Arbitrary<Behaviour> = fc.record({
  kind: fc.oneof(
    { weight: 6, arbitrary: fc.constant('value' as const) },
    {
      weight: 3,
      arbitrary: fc.constantFrom('nan' as const, 'none' as const, 'hangs' as const, 'gone' as const),
    },
  ),
  latency: fc.constantFrom(50, 50, 50, 80, 95, Number.POSITIVE_INFINITY),
  errors: fc.constantFrom(0, 0, 0, 0, 1),
  delay: fc.constantFrom(0.01, 0.01, 0.01, 0.6, 1.4, 2.3, 8, 19),
  off: fc.constantFrom(0, 0, 0, 0, -86_400, 3600, 0.5, Number.NaN),
});

/** Random surroundings; the first answers are good, since a run that never had one ends. */
export const worlds: fc.Arbitrary<World> = fc.record({
  server: fc.array(fc.record({ from: moment, behaviour }), { maxLength: 12 }),
  jumps: fc.array(
    fc.record({ at: moment, by: fc.constantFrom(-900, -30.5, -2.5, -0.7, 0.7, 1.3, 2.5, 30.5, 900) }),
    { maxLength: 3 },
  ),
  stalls: fc.array(fc.record({ at: moment, seconds: fc.constantFrom(0.4, 0.9, 1.5, 2.5, 8.25, 45) }), {
    maxLength: 3,
  }),
  documents: fc.array(fc.record({ at: moment, isOn: fc.boolean() }), { maxLength: 4 }),
});

const signals = (...names: string[]) => names.map((signal_name) => ({ signal_name }));

/** Forward while the latency is low and the rollout on, back while it is high; errors reset. */
export const plan = planOf([
  promql('LATENCY', `avg_over_time(latency[${WINDOW}s])`),
  promql('ERRORS', 'errors', `${ERRORS_EVERY}s`),
  {
    bool_variable: {
      config_key: 'rollout',
      constant_output: true,
      out_ports: { output: { signal_name: 'ON' } },
    },
  },
  compare('LATENCY', 'lt', 75, 'IS_FAST'),
  compare('LATENCY', 'gt', 90, 'IS_SLOW'),
  compare('ERRORS', 'gt', 0.5, 'HAS_ERRORS'),
  { and: { in_ports: { inputs: signals('IS_FAST', 'ON') }, out_ports: { output: { signal_name: 'GO' } } } },
  ramp(
    [
      [1, '0s'],
      [100, '200s'],
    ],
    { forward: 'GO', backward: 'IS_SLOW', reset: 'HAS_ERRORS' },
  ),
]);

/** A tick that ran: when, by the clock that nobody sets, and what the ramp did. */
export interface RanTick {
  readonly at: number;
  readonly time: number;
  readonly decision: string;
  readonly accept: number;
  readonly hasErrors: boolean;
}

/** An answer that came; its value is NaN where it is no number, or of another time, or a failure. */
export interface Came {
  readonly query: 'LATENCY' | 'ERRORS';
  readonly askedAt: number;
  readonly cameAt: number;
  readonly value: number;
}

export interface Lived {
  readonly ticks: readonly RanTick[];
  readonly answers: readonly Came[];
  readonly events: readonly RunEvent[];
}

/** What stands between the live loop and its world. */
export interface Between {
  /** Records the source, or changes it. */
  readonly wrap?: (source: Source) => Source | Promise<Source>;
  readonly clockOf?: (clock: TickClock) => TickClock;
  /** The ticks before which the run is cut and goes on from its state. */
  readonly cuts?: readonly number[];
}

/** Runs the live loop in this world, in simulated time. */
export async function live(world: World, { wrap, clockOf, cuts = [] }: Between = {}): Promise<Lived> {
  let document: DynamicDocument | undefined;
  const clock = new SimulatedClock(START + 0.3, [
    ...world.jumps.map(({ at, by }) => ({ at, happen: (of: SimulatedClock) => of.setWall(by) })),
    ...world.stalls.map(({ at, seconds }) => ({ at, happen: (of: SimulatedClock) => of.stall(seconds) })),
    ...world.documents.map(({ at, isOn }) => ({
      at,
      happen: () => {
        document = { rollout: isOn };
      },
    })),
  ]);
  const answers: Came[] = [];
  const api = apiIn(world, clock, answers);
  const { queries, interval } = plan;
  const ticks: RanTick[] = [];
  const events: RunEvent[] = [];
  const poll = () => {
    const given = document;
    document = undefined;
    return given;
  };
  const part = async (from: RunState | undefined, to: number): Promise<RunState> => {
    const cursor = from?.source.cursor ?? undefined;
    const opened = openLive({ api, queries, interval, clock: clockOf?.(clock) ?? clock, cursor });
    const source = (await wrap?.(opened)) ?? opened;
    const ran = run({
      policy: 'p',
      plan,
      source,
      ticks: to,
      series: [],
      steering: { poll },
      listeners: [keep(ticks, clock.monotonic)],
      from,
    });
    const { result, state } = await clock.until(ran.finally(() => source.close?.(to)));
    events.push(...result.events);
    return readRunState(JSON.parse(JSON.stringify(state())));
  };
  let state: RunState | undefined;
  for (const to of [...cuts, TICKS]) state = await part(state, to);
  return { ticks, answers, events };
}

/** Runs a recording of such a run. */
export async function replay(source: Source): Promise<Omit<Lived, 'answers'>> {
  const ticks: RanTick[] = [];
  const { result } = await run({
    policy: 'p',
    plan,
    source,
    ticks: TICKS,
    series: [],
    listeners: [keep(ticks, () => Number.NaN)],
  });
  await source.close?.(TICKS);
  return { ticks, events: result.events };
}

/** Keeps what the ramp did on each tick. */
function keep(ticks: RanTick[], monotonic: () => number): RunListener {
  const { accept } = rampOf(plan)!;
  const hasErrors = plan.slotOf('HAS_ERRORS')!;
  return {
    onTick: (tick, frame, observer) =>
      ticks.push({
        at: monotonic(),
        time: observer.timeOf(tick),
        decision: observer.decision,
        accept: accept(frame),
        hasErrors: frame[hasErrors] === 1,
      }),
  };
}

/** The client of a server that behaves as the world says. */
function apiIn(world: World, clock: SimulatedClock, answers: Came[]): Api {
  const changes = [...world.server].sort((a, b) => a.from - b.from);
  const call: Caller['call'] = async ({ form }) => {
    const askedAt = clock.monotonic();
    const behaviour = changes.findLast(({ from }) => from <= askedAt)?.behaviour ?? GOOD;
    const query = form!.query!.includes('latency') ? 'LATENCY' : 'ERRORS';
    const value = readingOf(behaviour, query);
    await clock.sleep(behaviour.kind === 'hangs' ? TIMEOUT : behaviour.delay);
    const isGood = behaviour.kind === 'value' && behaviour.off === 0;
    answers.push({ query, askedAt, cameAt: clock.monotonic(), value: isGood ? value : Number.NaN });
    return answerOf(behaviour, Number(form!.time), value);
  };
  return new Api({
    caller: { call } as Caller,
    url: 'u',
    server: { kind: 'prometheus', text: null },
    notes: [],
    timeout: TIMEOUT,
    concurrency: 4,
    allowPartial: false,
    close: () => {},
    hide: (text) => text,
  });
}

function readingOf({ kind, latency, errors }: Behaviour, query: Came['query']): number {
  if (kind === 'nan') return Number.NaN;
  return query === 'LATENCY' ? latency : errors;
}

function answerOf({ kind, off }: Behaviour, time: number, value: number): ApiResult {
  if (kind === 'hangs') throw fail('PROM_TIMEOUT', { url: 'u', seconds: TIMEOUT, tries: 1 });
  if (kind === 'gone') throw fail('PROM_UNREACHABLE', { url: 'u', why: 'refused', tries: 1 });
  const sample = { metric: {}, value: [time + off, formatReading(value) || 'NaN'] };
  const data = { resultType: 'vector', result: kind === 'none' ? [] : [sample] };
  return { envelope: { status: 'success', data, warnings: [], infos: [], isPartial: false }, samples: [] };
}
