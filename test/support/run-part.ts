import { compile } from '../../src/circuit/compile.ts';
import { fail } from '../../src/errors/rollout-error.ts';
import type { PrometheusApi } from '../../src/prometheus/api.ts';
import { connect } from '../../src/prometheus/connect.ts';
import type { RunHandle } from '../../src/run/options.ts';
import type { RunEvent, RunResult } from '../../src/run/result.ts';
import { run } from '../../src/run/run.ts';
import { type RunState, readRunState } from '../../src/run/state.ts';
import { traceWriter } from '../../src/run/trace.ts';
import { openHistory } from '../../src/source/history.ts';
import { openLive } from '../../src/source/live.ts';
import { record } from '../../src/source/record.ts';
import { openRecorded } from '../../src/source/replay.ts';
import { scenario } from '../../src/source/scenario.ts';
import type { Source, TickClock } from '../../src/source/source.ts';
import { compare, ramp } from './plans.ts';

/** Where the readings of a part come from. */
export type PartSource =
  | { readonly kind: 'scenario' }
  | { readonly kind: 'history'; readonly url: string; readonly start: number; readonly record?: string }
  | {
      readonly kind: 'live';
      readonly url: string;
      readonly start: number;
      readonly record?: string;
      /** Seconds by which the clock is late when a part goes on. */
      readonly delay?: number;
    }
  | { readonly kind: 'replay'; readonly file: string };

/**
 * How a run is cut: at a limit of ticks, by a signal, or nowhere: the state is taken on the way, after a
 * tick.
 */
export type CutBy = 'limit' | 'signal' | 'state';

/** A part of a run: from a state, or the start, to a tick. */
export interface Part {
  readonly source: PartSource;
  readonly from: unknown;
  /** The tick that does not run any more. */
  readonly to: number;
  /** That tick of the whole run. */
  readonly ticks: number;
  readonly by: CutBy;
}

/** What a part left. */
export interface PartResult {
  readonly trace: string;
  readonly events: readonly RunEvent[];
  readonly result: Omit<RunResult, 'events' | 'diagnostics'>;
  readonly warnings: readonly string[];
  readonly state: unknown;
}

const METER = 'flow_status="OK", flux_meter_name="checkout-v2/average_latency/0"';
const LATENCY = `sum(increase(flux_meter_sum{${METER}}[1m])) / sum(increase(flux_meter_count{${METER}}[1m]))`;
const ERRORS = 'sum(rate(http_requests_total{code="500"}[1m])) / sum(rate(http_requests_total[1m])) > 0.0021';

const signal = (signal_name: string) => ({ signal_name });
const output = (name: string) => ({ out_ports: { output: signal(name) } });
const query = (name: string, query_string: string, evaluation_interval: string) => ({
  query: { promql: { query_string, evaluation_interval, ...output(name) } },
});

/**
 * A rollout whose circuit remembers much: means, windows, holds, pulses, a ramp and dynamic configuration.
 */
const circuit = {
  evaluation_interval: '1s',
  components: [
    query('LATENCY', LATENCY, '1s'),
    query('ERRORS', ERRORS, '7s'),
    {
      ema: {
        parameters: { ema_window: '40s', warmup_window: '5s' },
        in_ports: { input: signal('LATENCY') },
        ...output('SMOOTH'),
      },
    },
    {
      sma: {
        parameters: { sma_window: '30s', valid_during_warmup: true },
        in_ports: { input: signal('LATENCY') },
        ...output('MEAN'),
      },
    },
    { differentiator: { window: '20s', in_ports: { input: signal('LATENCY') }, ...output('SLOPE') } },
    { integrator: { initial_value: 1, in_ports: { input: signal('SLOPE') }, ...output('SUM') } },
    { holder: { hold_for: '11s', in_ports: { input: signal('ERRORS') }, ...output('HELD') } },
    {
      extrapolator: {
        parameters: { max_extrapolation_interval: '13s' },
        in_ports: { input: signal('ERRORS') },
        ...output('LAST'),
      },
    },
    { pulse_generator: { true_for: '17s', false_for: '5s', ...output('PULSE') } },
    { bool_variable: { config_key: 'rollout', constant_output: true, ...output('ON') } },
    compare('SMOOTH', 'lt', 60, 'IS_FAST'),
    compare('HELD', 'gt', 0.04, 'IS_FAILING'),
    compare('MEAN', 'gt', 125, 'RESET'),
    {
      and: { in_ports: { inputs: [signal('IS_FAST'), signal('ON'), signal('PULSE')] }, ...output('FORWARD') },
    },
    ramp(
      [
        [1, '0s'],
        [25, '60s'],
        [100, '300s'],
      ],
      { forward: 'FORWARD', backward: 'IS_FAILING', reset: 'RESET' },
      'user',
    ),
  ],
};

const { plan, diagnostics } = compile(circuit, (path) => ({ path }));
if (!plan) throw new Error(JSON.stringify(diagnostics));
const { queries, interval } = plan;

const planned = [
  { tick: 40, document: { rollout: false } },
  { tick: 90, document: { pass_through_label_values: ['a', 'b'] } },
  { tick: 200, document: {} },
];

/** Runs a part; where nothing is to be kept of the rest, the source ends with it. */
export async function runPart({ source: given, from, to, ticks, by }: Part): Promise<PartResult> {
  const state = from === null ? undefined : readRunState(from);
  const source = await open(given, ticks, state);
  const ctrlC = new AbortController();
  const writer = traceWriter(plan!, 'ndjson');
  let trace = '';
  let handle: RunHandle | undefined;
  let taken: RunState | undefined;
  const listener = {
    onStart: (run: RunHandle) => {
      handle = run;
    },
    onTick: (tick: number, frame: Float64Array) => {
      trace += writer.row(tick, source.start + tick * interval, frame);
      if (tick !== to - 1 || by === 'limit') return;
      if (by === 'state') taken = handle!.state();
      ctrlC.abort();
    },
  };
  const limit = by === 'limit' ? to : ticks;
  const done = await run({
    policy: 'p',
    plan: plan!,
    source,
    ticks: limit,
    steering: { planned },
    listeners: [listener],
    signal: ctrlC.signal,
    from: state,
  });
  await source.close?.(done.result.ticks);
  const { events, diagnostics: warnings, ...result } = done.result;
  return {
    trace,
    events,
    result,
    warnings: warnings.map(({ message }) => message),
    state: taken ?? done.state(),
  };
}

async function open(given: PartSource, ticks: number, state: RunState | undefined): Promise<Source> {
  const cursor = state?.source.cursor ?? undefined;
  if (given.kind === 'scenario') return scenarioSource(ticks);
  if (given.kind === 'replay') return openRecorded({ file: given.file, queries, interval, cursor });
  const source = await openServer(given, ticks, state);
  return given.record ? record(source, { file: given.record, queries, interval }) : source;
}

async function openServer(
  given: Extract<PartSource, { url: string }>,
  ticks: number,
  state: RunState | undefined,
): Promise<Source> {
  const { url, start } = given;
  const api = await connect({ url });
  const cursor = state?.source.cursor ?? undefined;
  if (given.kind === 'history')
    return openHistory({ api, queries, interval, from: start, to: start + ticks * interval, cursor });
  const begun = start + (state?.tick ?? 0) * interval;
  const clock = steppedClock(begun + (state ? (given.delay ?? 0) : 0));
  return openLive({ api: failing(api, start), queries, interval, clock, cursor });
}

/** A clock on which only the waiting for a tick takes time: an answer is never late. */
function steppedClock(start: number): TickClock {
  let now = start;
  return {
    now: () => now,
    monotonic: () => now,
    async sleep(seconds, signal) {
      if (seconds > 0.25) return new Promise((wake) => signal?.addEventListener('abort', () => wake()));
      now += seconds;
    },
  };
}

/** A server that answers nothing at some times. */
const failing = (api: PrometheusApi, start: number): PrometheusApi => ({
  timeout: api.timeout,
  concurrency: api.concurrency,
  facts: () => api.facts(),
  warnings: () => api.warnings(),
  names: (...given) => api.names(...given),
  range: (...given) => api.range(...given),
  close: () => api.close(),
  async instant(text, time, within) {
    const tick = time - start;
    if (tick % 50 > 40 && tick % 50 < 47)
      throw fail('PROM_UNREACHABLE', { url: 'u', why: 'refused', tries: 1 });
    return api.instant(text, time, within);
  },
});

function scenarioSource(ticks: number): Source {
  const built = scenario(
    {
      duration: `${ticks}s`,
      signals: { LATENCY: 'latency_ms.mean', ERRORS: 'error_rate' },
      service: {
        latency_ms: { baseline: { mean: 50, stddev: 20 }, feature: { mean: 62, stddev: 30 } },
        error_rate: { baseline: 0.002, feature: 0.03 },
      },
      events: [
        { at: '30%', for: '5%', no_data: true },
        { at: '60%', for: '10%', latency_ms: { multiply: 3 } },
      ],
    },
    {
      name: 't',
      interval,
      queries,
      rampDuration: 360,
      labelKey: '',
      passThrough: () => [],
      placeOf: (path) => ({ path }),
    },
  );
  if (!built.scenario) throw new Error(JSON.stringify(built.diagnostics));
  return built.scenario.source;
}
