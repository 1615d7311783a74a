import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { RunEvent, RunResult } from '../../src/run/result.ts';
import type { Fault } from '../support/fault-proxy.ts';
import { Sandbox } from '../support/script.ts';
import { json, scriptedPrometheus } from '../support/scripted-prometheus.ts';

const INTERVAL = 0.25;
/** How far the query looks back: so long nothing moves forward after a gap. */
const WINDOW = 2;

const VALUES = `# blueprint: promql
policy:
  policy_name: live
  evaluation_interval: 250ms
  load_ramp:
    sampler: {selectors: [{service: a, control_point: ingress}]}
    steps: [{target_accept_percentage: 1, duration: 0s}, {target_accept_percentage: 100, duration: 600s}]
  drivers:
    promql_drivers:
      - query_string: avg_over_time(latency[${WINDOW}s])
        criteria: {forward: {operator: lt, threshold: 75}, reset: {operator: gt, threshold: 100}}
`;

/** Shifts the wall clock by SHIFT seconds once the file JUMP exists; no other clock. */
const SHIFT = `import { existsSync } from 'node:fs';
const now = Date.now;
let isShifted = false;
Date.now = () => {
  isShifted ||= existsSync('JUMP');
  return now() + (isShifted ? Number(process.env.SHIFT) * 1000 : 0);
};
`;

/** The answer 50 of a server, with this time where it has another one than it was asked for. */
const answer = (asked: string | null, time: unknown = Number(asked)): Fault =>
  json({ status: 'success', data: { resultType: 'vector', result: [{ metric: {}, value: [time, '50'] }] } });

interface LiveRun {
  readonly result: RunResult;
  readonly exit: number;
  /** The rows of its trace: number, Unix seconds, accept percentage. */
  readonly rows: readonly { readonly tick: number; readonly time: number; readonly accept: number }[];
}

/**
 * Runs `simulate` live until `script` ends, then interrupts it; in the script `$pid` is the run, `seen KIND N` waits for
 * more than so many events of a kind (none), `ran PATTERN` for a tick.
 */
async function live(
  url: string,
  script: string,
  env: Readonly<Record<string, string>> = {},
): Promise<LiveRun> {
  const box = new Sandbox(
    new Map([
      ['values.yaml', VALUES],
      ['shift.mjs', SHIFT],
    ]),
  );
  onTestFinished(() => box.close());
  Object.assign(box.env, env);
  const { stdout, stderr, exit } = await box.run(`set -m
    ran() { until grep -Eq '"tick":'$1 "$XDG_STATE_HOME"/rollout/running/*.json 2>/dev/null || ! kill -0 $pid 2>/dev/null; do sleep 0.05; done; }
    count() { grep -c "  $1  " err; }
    seen() { until [ $(count $1) -gt \${2:-0} ] || ! kill -0 $pid 2>/dev/null; do sleep 0.05; done; }
    rollout simulate --values-file values.yaml --start --prometheus ${url} --no-preflight \
      --trace t.csv -o json > out 2> err & pid=$!
    ${script}
    kill -INT $pid; wait $pid; code=$?; cat out; cat err >&2; exit $code`);
  expect(stdout, stderr).toMatch(/^\{/);
  return { result: JSON.parse(stdout), exit, rows: rowsOf(readFileSync(join(box.work, 't.csv'), 'utf8')) };
}

function rowsOf(trace: string): LiveRun['rows'] {
  const [header, ...lines] = trace.trimEnd().split('\n');
  const accept = header!.split(',').findIndex((name) => name.endsWith('ACCEPT_PERCENTAGE'));
  return lines.map((line) => {
    const cells = line.split(',');
    return { tick: Number(cells[0]), time: Date.parse(cells[1]!) / 1000, accept: Number(cells[accept]) };
  });
}

const eventsOf = ({ result }: LiveRun, kind: string) => result.events.filter((event) => event.kind === kind);

/** Nothing moves forward on the ticks from the first on that the window of the query spans. */
function expectHeld({ rows }: LiveRun, first: number): void {
  const before = rows[first - 1]!.accept;
  const held = rows.slice(first, first + WINDOW / INTERVAL);
  expect(held.length).toBe(WINDOW / INTERVAL);
  expect(held.every(({ accept }) => accept === before)).toBe(true);
}

const expectNumbered = ({ rows }: LiveRun): void =>
  expect(rows.map(({ tick }) => tick)).toEqual(rows.map((_, k) => k));

describe('an answer that does not have the time it was asked for is no reading', () => {
  const now = () => Date.now() / 1000;
  test.each<[string, () => unknown]>([
    ['a day old', () => now() - 86_400],
    ['zero', () => 0],
    ['null', () => null],
    ['NaN', () => 'NaN'],
    ['beyond the calendar', () => 1e300],
    ['in the future', () => now() + 3600],
  ])('%s', async (_, timeOf) => {
    const server = await scriptedPrometheus((_n, { form }) => answer(form.get('time'), timeOf()));
    onTestFinished(() => server.close());
    const run = await live(server.url, "ran '([4-9]|[1-9][0-9])'");
    expect(run.result.counts.forward).toBe(0);
    expect(eventsOf(run, 'invalid')).toMatchObject([
      { reason: expect.stringMatching(/: the answer |: no answer yet /) },
    ]);
    expect(run.result.diagnostics).toMatchObject([{ code: 'PROM_TIME', severity: 'warning' }]);
  });
});

test('the preflight says so, and a live run begins all the same', async () => {
  const day = 86_400;
  const server = await scriptedPrometheus((_n, { form, path }) => {
    if (path.endsWith('/query')) return answer(form.get('time'), Number(form.get('time')) - day);
    return json({ status: 'success', data: { resultType: 'matrix', result: [] } });
  });
  onTestFinished(() => server.close());
  const box = new Sandbox(new Map([['values.yaml', VALUES]]));
  onTestFinished(() => box.close());
  const of = `--values-file values.yaml --prometheus ${server.url}`;
  const checked = await box.run(`rollout policy validate ${of}`);
  expect([checked.exit, checked.stderr]).toEqual([
    4,
    expect.stringMatching(/error PROM_TIME PROMQL_0: the answer was asked for /),
  ]);
  const ran = await box.run(`rollout simulate ${of} --start --duration 1s -o json`);
  expect([ran.exit, ran.stderr]).toEqual([0, expect.stringContaining('"code": "PROM_TIME"')]);
  expect(JSON.parse(ran.stdout).counts).toMatchObject({ forward: 0, hold: 4 });
});

test('a server that hangs does not keep the ramp climbing', async () => {
  const good = 5;
  let asked = 0;
  const server = await scriptedPrometheus((_n, { form }) => {
    asked++;
    return asked <= good ? answer(form.get('time')) : { kind: 'silent' };
  });
  onTestFinished(() => server.close());
  const run = await live(server.url, "ran '([2-9][0-9]|[1-9][0-9][0-9])'");
  expect(asked).toBe(good + 1);
  // Each answer is read on one tick, and on another one where the next is missed.
  expect(run.result.counts.forward).toBeLessThanOrEqual(2 * good);
  expect(eventsOf(run, 'source_error').at(-1)!.reason).toMatch(/^no answer for .*s: PROMQL_0$/);
  expect(eventsOf(run, 'invalid').at(-1)!.reason).toMatch(
    /^PROMQL_0: (too old: the last answer is of 20|no answer yet)/,
  );
});

test('a process that was stopped drops the ticks of that time, and moves on after a window', async () => {
  const server = await scriptedPrometheus((_n, { form }) => answer(form.get('time')));
  onTestFinished(() => server.close());
  const run = await live(
    server.url,
    `seen started; kill -STOP $pid; sleep 2; n=$(count dropped); m=$(count resumed)
    kill -CONT $pid; seen dropped $n; seen resumed $m`,
  );
  // A busy machine may drop others.
  const stood = ({ tick }: RunEvent) => run.rows[tick]!.time - run.rows[tick - 1]!.time > 1.5;
  const dropped = eventsOf(run, 'dropped').find(stood);
  const { tick } = dropped!;
  expect(dropped!.reason).toMatch(/^\d+ ticks were dropped, late by .*; nothing moves forward for 2 s$/);
  expectNumbered(run);
  expectHeld(run, tick);
});

test.each([
  ['ahead', 900],
  ['back', -900],
])('a wall clock that goes %s by 15 min is an event, and makes no tick', async (_, shift) => {
  const server = await scriptedPrometheus((_n, { form }) => answer(form.get('time')));
  onTestFinished(() => server.close());
  const begin = performance.now();
  const run = await live(
    server.url,
    `seen started; touch JUMP; seen clock
    until sed -n '/  clock  /,$p' err | grep -q '  resumed  ' || ! kill -0 $pid 2>/dev/null; do sleep 0.05; done`,
    {
      SHIFT: String(shift),
      NODE_OPTIONS: '--import ./shift.mjs',
    },
  );
  const passed = (performance.now() - begin) / 1000;
  const [clock] = eventsOf(run, 'clock');
  const { tick } = clock!;
  expect(clock!.reason).toMatch(/^the wall clock went .*15 min.*; nothing moves forward for 2 s$/);
  expectNumbered(run);
  expect(run.rows.length).toBeLessThanOrEqual(passed / INTERVAL + 2);
  const between = run.rows[tick]!.time - run.rows[tick - 1]!.time;
  expect(Math.abs(between - shift)).toBeLessThan(Math.max(5, passed));
  expectHeld(run, tick);
});

test('a run that was killed is not shown as running, and the next one removes what it left', async () => {
  const server = await scriptedPrometheus((_n, { form }) => answer(form.get('time')));
  onTestFinished(() => server.close());
  const box = new Sandbox(new Map([['values.yaml', VALUES.replace('250ms', '3s')]]));
  onTestFinished(() => box.close());
  const simulate = `rollout simulate --values-file values.yaml --start --prometheus ${server.url} --no-preflight`;
  const files = 'ls "$XDG_STATE_HOME"/rollout/running';
  const { stdout } = await box.run(`set -m
    ${simulate} > out 2> err & pid=$!
    until grep -q started err; do sleep 0.05; done
    rollout status; kill -9 $pid; wait $pid 2>/dev/null
    rollout status; ${files} | wc -l
    touch -d '1 minute ago' "$XDG_STATE_HOME"/rollout/running/*
    ${simulate} > out 2> err2 & pid=$!
    until grep -q started err2; do sleep 0.05; done
    [ "$(${files})" = "live@$pid.json" ] && echo only its own
    kill -INT $pid; wait $pid; ${files} | wc -l`);
  const lines = stdout.split('\n').map((line) => line.trim());
  expect(lines[0]).toMatch(/^POLICY .* AGE +PID +REASON$/);
  expect(lines[1]).toMatch(/^live .* \d+ s +\d+ /);
  expect(lines.slice(2)).toEqual(['no simulation is running', '1', 'only its own', '0', '']);
});
