import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import type { RunEvent } from '../../src/run/result.ts';
import { type Fault, type FaultProxy, faultProxy, html } from '../support/fault-proxy.ts';
import { type RunningPrometheus, startPrometheus } from '../support/prometheus.ts';
import { withPrometheus } from '../support/real.ts';
import { Sandbox } from '../support/script.ts';
import { until } from '../support/until.ts';

const START = 1_793_692_800;
const SECONDS = 1200;

/**
 * A latency that is bad from 600 s to 720 s, two series of one name, a NaN, and a histogram without quantile.
 */
const history = (): string => {
  const times = Array.from({ length: SECONDS / 5 }, (_, i) => START + i * 5);
  const latency = times.map((t) => `latency_ms ${t >= START + 600 && t < START + 720 ? 130 : 50} ${t}`);
  const pods = ['a', 'b'].flatMap((pod) => times.map((t) => `up_pods{pod="${pod}"} 1 ${t}`));
  return ['# TYPE latency_ms gauge', ...latency, '# TYPE up_pods gauge', ...pods, '# EOF', ''].join('\n');
};

const values = (interval: string, ...queries: readonly string[]) => `# blueprint: promql
policy:
  policy_name: checkout-v2
  evaluation_interval: ${interval}
  load_ramp:
    sampler: {selectors: [{service: checkout.prod.svc, control_point: ingress}]}
    steps: [{target_accept_percentage: 1, duration: 0s}, {target_accept_percentage: 100, duration: 300s}]
  drivers:
    promql_drivers:${queries.map(driver).join('')}
`;

const driver = (query: string) => `
      - query_string: ${JSON.stringify(query)}
        criteria: {forward: {operator: lt, threshold: 75}, reset: {operator: gt, threshold: 100}}`;

/** A directory with values whose drivers ask this; gone with the test. */
function sandbox(query = 'latency_ms', interval = '5s', ...more: readonly string[]): Sandbox {
  const box = new Sandbox(new Map([['values.yaml', values(interval, query, ...more)]]));
  onTestFinished(() => box.close());
  return box;
}
/** Shell conditions: a live run has written a status; one of a tick after the first. */
const STATUS = 'cat "$XDG_STATE_HOME"/rollout/running/*.json >/dev/null 2>&1';
const LATER_STATUS = 'grep -q "\\"tick\\":[1-9]" "$XDG_STATE_HOME"/rollout/running/*.json 2>/dev/null';

const RANGE = `--from ${START} --to ${START + SECONDS}`;

withPrometheus('commands against a real server', () => {
  let server: RunningPrometheus;
  beforeAll(async () => {
    server = await startPrometheus(history());
  });
  afterAll(() => server.stop());

  test('history: the bad two minutes reset the ramp, and the result says when and why', async () => {
    const { stdout, exit } = await sandbox().run(
      `rollout simulate --values-file values.yaml --start --prometheus ${server.url} ${RANGE} -o json`,
    );
    const result = JSON.parse(stdout);
    expect([exit, result.ticks, result.outcome]).toEqual([0, 240, 'completed']);
    expect(result.source).toMatchObject({
      kind: 'history',
      from: '2026-11-03T08:00:00.000Z',
      to: '2026-11-03T08:20:00.000Z',
      server: expect.stringMatching(/^prometheus \d/),
    });
    expect(result.events.find((event: { kind: string }) => event.kind === 'reset')).toMatchObject({
      tick: 121,
      reason: 'RESET_0: PROMQL_0 = 130 > 100',
    });
  });

  test('the trace of history and of its replay are the same bytes', async () => {
    const box = sandbox();
    const simulate = 'rollout simulate --values-file values.yaml --start';
    const done = await box.run(
      `${simulate} --prometheus ${server.url} ${RANGE} --record r --trace a.csv && ${simulate} --replay r --trace b.csv && cmp a.csv b.csv`,
    );
    expect(done).toMatchObject({ exit: 0 });
  });

  test.each([
    ['nothing', 'no_such_metric', 'PROM_NO_SERIES', 4],
    ['two series', 'up_pods', 'PROM_MANY_SERIES', 4],
    ['NaN', 'latency_ms * NaN', 'PROM_NAN', 4],
    ['an error', 'latency_ms{', 'PROM_QUERY', 3],
    ['a matrix', 'latency_ms[5m]', 'PROM_RANGE_VECTOR', 3],
  ])(
    'policy validate: a query that gives %s is found at its line: %s, %s, exit %i',
    async (_what, query, code, expected) => {
      const { stderr, exit } = await sandbox(query).run(
        `rollout policy validate --values-file values.yaml --prometheus ${server.url} --at ${START + 900}`,
      );
      expect(exit).toBe(expected);
      expect(stderr).toMatch(new RegExp(`^values\\.yaml:10:24 error ${code} `, 'm'));
      expect(stderr).not.toMatch(/^ {4}at /m);
    },
  );

  test('policy validate as JSON has the whole table, and asks on the ticks of a run', async () => {
    const { stdout, exit } = await sandbox('latency_ms', '30s').run(
      `rollout policy validate --values-file values.yaml --prometheus ${server.url} --at ${START + 707} -o json`,
    );
    const { valid, diagnostics, preflight } = JSON.parse(stdout);
    expect([exit, valid, diagnostics]).toEqual([0, true, []]);
    expect(preflight).toMatchObject([
      {
        signal: 'PROMQL_0',
        query: 'latency_ms',
        to: '2026-11-03T08:11:30.000Z',
        step_seconds: 30,
        points: 2881,
        now: 130,
        min: 50,
        max: 130,
        criteria: [
          { direction: 'forward', comparison: '< 75' },
          { direction: 'reset', comparison: '> 100', longest: { seconds: 120, extreme: 130 } },
        ],
      },
    ]);
  });

  test('before a rehearsal the table is about its whole period', async () => {
    const { stderr } = await sandbox().run(
      `rollout simulate --values-file values.yaml --start --prometheus ${server.url} ${RANGE}`,
    );
    expect(stderr).toMatch(
      /^queries from 2026-11-03T08:00:00.000Z to 2026-11-03T08:19:55.000Z \(19 min 55 s\), every 5 s; now is 2026-11-03T08:19:55.000Z$/m,
    );
    expect(stderr).toMatch(/^PROMQL_0 +50 +50 +50 +130 +130 +100 % +ok, forward now$/m);
  });

  test.each([
    [
      'is an error with its span',
      '',
      4,
      /^error PROM_RANGE the history of PROMQL_0 from .*remote_read: refused/m,
    ],
    [
      'is taken and warned of with --allow-partial',
      '--allow-partial',
      0,
      /^warning PROM_WARNING .*remote_read: refused/m,
    ],
  ])('an answer that a warning calls partial %s', async (_what, flag, expected, message) => {
    const proxy = await faultProxy(server.url, (_, { path }) => {
      if (!path.endsWith('query_range')) return undefined;
      return {
        kind: 'rewrite',
        to: (body) => body.replace('"success"', '"success","warnings":["remote_read: refused"]'),
      };
    });
    onTestFinished(() => proxy.close());
    const { stderr, exit } = await sandbox().run(
      `rollout simulate --values-file values.yaml --start --prometheus ${proxy.url} ${RANGE} --retries 0 ${flag}`,
    );
    expect(exit).toBe(expected);
    expect(stderr).toMatch(message);
  });

  test('a live run applies dynamic configuration between two ticks, and reports which', async () => {
    const box = sandbox('vector(50)', '1s');
    const live = box.run(
      `sed 's/300s/3s/' values.yaml > fast.yaml; rollout simulate --values-file fast.yaml --prometheus ${server.url} --duration 1h -o json`,
    );
    await box.run(`until ${STATUS}; do sleep 0.05; done`);
    const status = await box.run('rollout status --policy checkout-v2 -o json');
    const applied = await box.run(
      'rollout dynamic-config apply --policy checkout-v2 --set rollout=true --wait -o json',
    );
    const { exit, stdout } = await live;
    const result = JSON.parse(stdout);
    expect([exit, result.outcome, applied.exit]).toEqual([0, 'completed', 0]);
    expect(JSON.parse(status.stdout)).toMatchObject([
      { policy: 'checkout-v2', source: { kind: 'live' }, taken: null },
    ]);
    const { tick } = JSON.parse(applied.stdout).taken_by[0];
    const ticksOf = (...kinds: readonly RunEvent['kind'][]): number[] =>
      result.events.flatMap(({ tick: at, kind }: RunEvent) => (kinds.includes(kind) ? [at] : []));
    expect(ticksOf('dynamic_config')).toEqual([tick]);
    const [started, ...more] = ticksOf('started');
    expect(more).toEqual([]);
    expect(started).toBeGreaterThanOrEqual(tick);
    // A machine that stands still has dropped ticks or late answers, and starts nothing on them.
    const late = ticksOf('dropped', 'source_error', 'invalid').filter((at) => at <= started!);
    if (late.length === 0) expect(started).toBe(tick);
    expect(JSON.parse((await box.run('rollout status -o json')).stdout)).toEqual([]);
  });

  test('Ctrl-C ends a live run with exit 130, its summary and every tick in its trace', async () => {
    const box = sandbox('vector(50)', '250ms');
    const { stdout, exit } = await box.run(
      `interrupt-when '${LATER_STATUS}' rollout simulate --values-file values.yaml --start --prometheus ${server.url} --trace t.csv -o json`,
    );
    const { outcome, ticks } = JSON.parse(stdout);
    const trace = await box.run('tail -n +2 t.csv | cut -d, -f1');
    expect([exit, outcome]).toEqual([130, 'interrupted']);
    expect(ticks).toBeGreaterThan(1);
    expect(trace.stdout).toBe(Array.from({ length: ticks }, (_, tick) => `${tick}\n`).join(''));
  });

  test('a live run that loses its state directory warns once, goes on, and writes its status when it can again', async () => {
    const box = sandbox('vector(50)', '250ms');
    box.write(
      'lose-and-restore',
      `until ${STATUS}; do sleep 0.05; done
      state=$XDG_STATE_HOME/rollout/running
      until [ -f "$state" ]; do rm -rf "$state"; touch "$state"; done 2>/dev/null
      until grep -q STATUS_LOST err; do sleep 0.05; done
      rm "$state"
      until ${STATUS}; do sleep 0.05; done`,
    );
    const { stdout, exit } = await box.run(
      `interrupt-when '. ./lose-and-restore' rollout simulate --values-file values.yaml --start --prometheus ${server.url} 2> err`,
    );
    expect(exit).toBe(130);
    expect(stdout).toMatch(/^checkout-v2 was interrupted at /m);
    const warnings = readFileSync(join(box.work, 'err'), 'utf8').match(/^warning .*$/gm);
    expect(warnings).toEqual([
      expect.stringMatching(/^warning STATUS_LOST the state file .* cannot be written: .*; the run goes on$/),
    ]);
  });

  test('a live run whose disk is full keeps its summary and the whole rows of its trace', async () => {
    const { stderr, stdout, exit } = await sandbox('vector(50)', '100ms').run(
      `trap '' XFSZ; (ulimit -f 2; exec rollout simulate --values-file values.yaml --start --prometheus ${server.url} --duration 4s --trace t.csv); code=$?; cat t.csv; exit $code`,
    );
    expect(exit).toBe(3);
    expect(stderr).toMatch(
      /^error FILE_UNWRITABLE t\.csv cannot be written: .*\n.*\nwarning TRACE_CUT t\.csv is incomplete/m,
    );
    expect(stdout).toMatch(/^checkout-v2 stands at /m);
    const trace = stdout.slice(stdout.indexOf('tick,time,'));
    const [header, ...rows] = trace.trimEnd().split('\n');
    const cells = rows.map((row) => row.split(','));
    expect(trace.endsWith('\n')).toBe(true);
    expect(cells.map(([tick]) => tick)).toEqual(rows.map((_, tick) => String(tick)));
    expect(new Set(cells.map((row) => row.length))).toEqual(new Set([header!.split(',').length]));
    // As many rows as the 2048 bytes hold.
    expect(2048 - trace.length).toBeGreaterThanOrEqual(0);
    expect(2048 - trace.length).toBeLessThan(Math.max(...rows.map((row) => row.length + 2)));
  });

  test.each([
    ['live: the run so far, and a trace that is reported as incomplete', '', 'TRACE_CUT', true],
    ['history: nothing but the error', RANGE, 'PROM_RANGE', false],
  ])('a server that fails a run on its way, %s', async (_what, range, code, isKept) => {
    const asked = (query: string) => proxy.seen.filter(({ form }) => form.get('query') === query).length;
    const proxy = await faultProxy(server.url, async (_, { form }) => {
      if (form.get('query') !== 'vector(60)') return undefined;
      // Live, the other query has given readings before this one fails.
      if (range === '') await until(() => asked('vector(50)') > 2);
      return { kind: 'status', status: 500, body: 'broken' };
    });
    onTestFinished(() => proxy.close());
    const box = sandbox('vector(50)', '250ms', 'vector(60)');
    const simulate = `rollout simulate --values-file values.yaml --start --prometheus ${proxy.url} ${range} --no-preflight --retries 0 --trace t.csv`;
    const { stdout, stderr, exit } = await box.run(`${simulate}; code=$?; ls t.csv; exit $code`);
    expect(exit).toBe(4);
    expect(stderr).toContain(` ${code} `);
    expect(stdout.includes('checkout-v2 was interrupted at 1')).toBe(isKept);
    expect(stdout.includes('t.csv')).toBe(isKept);
  });

  test.each<[string, (n: number) => Fault | undefined, string, RegExp]>([
    ['refuses the credentials', () => ({ kind: 'status', status: 401, body: 'no' }), '', /PROM_AUTH/],
    ['answers HTML with 200', () => html(), '', /PROM_BODY .*text\/html/],
    [
      'is not ready',
      () => ({
        kind: 'status',
        status: 503,
        body: 'Service Unavailable',
        headers: { 'x-prometheus-stopping': 'false' },
      }),
      '--retries 0',
      /PROM_NOT_READY /,
    ],
    ['never answers', () => ({ kind: 'silent' }), '--retries 0 --timeout 500ms', /PROM_TIMEOUT /],
  ])('a server that %s: exit 4 and one clear error', async (_what, plan, flags, expected) => {
    const proxy: FaultProxy = await faultProxy(server.url, plan);
    try {
      const { stdout, stderr, exit } = await sandbox().run(
        `rollout simulate --values-file values.yaml --start --prometheus ${proxy.url} ${RANGE} ${flags} --trace t.csv; code=$?; ls t.csv 2>/dev/null; exit $code`,
      );
      expect({ exit, stdout }).toEqual({ exit: 4, stdout: '' });
      expect(stderr.match(/ error |^error /gm)).toHaveLength(1);
      expect(stderr).toMatch(expected);
      expect(stderr).not.toMatch(/^ {4}at /m);
    } finally {
      await proxy.close();
    }
  });
});
