import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { type Fault, type FaultProxy, faultProxy, html } from '../support/fault-proxy.ts';
import { type RunningPrometheus, startPrometheus } from '../support/prometheus.ts';
import { withPrometheus } from '../support/real.ts';
import { Sandbox } from '../support/script.ts';

const START = 1_793_692_800;
const SECONDS = 1200;

/** A latency that is bad from 600 s to 720 s, two series of one name, a NaN, and a histogram without quantile. */
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
    ['nothing', 'no_such_metric', 'PROM_NO_SERIES'],
    ['two series', 'up_pods', 'PROM_MANY_SERIES'],
    ['NaN', 'latency_ms * NaN', 'PROM_NAN'],
    ['an error', 'latency_ms{', 'PROM_QUERY'],
    ['a matrix', 'latency_ms[5m]', 'PROM_QUERY'],
  ])('policy validate: a query that gives %s is found, with its line', async (_what, query, code) => {
    const { stderr, exit } = await sandbox(query).run(
      `rollout policy validate --values-file values.yaml --prometheus ${server.url} --at ${START + 900}`,
    );
    expect([3, 4]).toContain(exit);
    expect(stderr).toMatch(new RegExp(`^values\\.yaml:10:9 error ${code} `, 'm'));
    expect(stderr).not.toMatch(/^ {4}at /m);
  });

  test('a live run takes dynamic configuration between two ticks, within a second, and says which tick', async () => {
    const box = sandbox('vector(50)');
    const file = (name: string) =>
      box.run(`sed 's/300s/3s/; s/evaluation_interval: 5s/evaluation_interval: 1s/' values.yaml > ${name}`);
    await file('fast.yaml');
    const live = box.run(
      `rollout simulate --values-file fast.yaml --prometheus ${server.url} --duration 30s -o json`,
    );
    await pause(1500);
    const before = Date.now();
    const applied = await box.run(
      'rollout dynamic-config apply --policy checkout-v2 --set rollout=true --wait -o json',
    );
    const took = Date.now() - before;
    const status = await box.run('rollout status --policy checkout-v2 -o json');
    const { exit, stdout } = await live;
    const result = JSON.parse(stdout);
    expect([exit, result.outcome, applied.exit]).toEqual([0, 'completed', 0]);
    const { tick } = JSON.parse(applied.stdout).taken_by[0];
    expect(
      result.events.map((event: { tick: number; kind: string }) => [event.tick, event.kind]).slice(0, 2),
    ).toEqual([
      [tick, 'dynamic_config'],
      [tick, 'started'],
    ]);
    expect(took).toBeLessThan(3000);
    expect(JSON.parse(status.stdout)[0]).toMatchObject({ policy: 'checkout-v2', source: { kind: 'live' } });
    expect(JSON.parse((await box.run('rollout status -o json')).stdout)).toEqual([]);
  });

  test('Ctrl-C ends a live run with its summary, its trace, and 130', async () => {
    const box = sandbox('vector(50)');
    const { stdout, exit } = await box.run(
      `timeout --signal=INT 3 rollout simulate --values-file values.yaml --start --prometheus ${server.url} --trace t.csv -o json; code=$?; wc -l < t.csv >&2; exit $code`,
    );
    expect(JSON.parse(stdout).outcome).toBe('interrupted');
    expect(exit).toBe(124);
  });

  test('a live run that loses its state directory warns once and goes on', async () => {
    const box = sandbox('vector(50)', '1s');
    const { stderr, stdout, exit } = await box.run(
      `rollout simulate --values-file values.yaml --start --prometheus ${server.url} --state-dir s --duration 4s --trace t.csv & sleep 2; rm -r s/running; touch s/running; wait $!; code=$?; wc -l < t.csv; exit $code`,
    );
    expect(exit).toBe(0);
    expect(
      stderr.match(/warning STATUS_LOST the state file .* cannot be written: .*; the run goes on$/gm),
    ).toHaveLength(1);
    expect(stdout).toMatch(/^checkout-v2 stands at .*\n+5$/m);
  });

  test('a live run whose disk is full in the middle keeps its summary and the whole rows of its trace', async () => {
    const { stderr, stdout, exit } = await sandbox('vector(50)', '100ms').run(
      `trap '' XFSZ; (ulimit -f 2; exec rollout simulate --values-file values.yaml --start --prometheus ${server.url} --duration 4s --trace t.csv); code=$?; cat t.csv; exit $code`,
    );
    expect(exit).toBe(3);
    expect(stderr).toMatch(
      /^error FILE_UNWRITABLE t\.csv cannot be written: .*\n.*\nwarning TRACE_CUT t\.csv is not whole/m,
    );
    expect(stdout).toMatch(/^checkout-v2 (stands|was interrupted) at /m);
    const rows = stdout.slice(stdout.indexOf('tick,time,')).trimEnd().split('\n');
    expect(rows.length).toBeGreaterThan(5);
    expect(new Set(rows.map((row) => row.split(',').length)).size).toBe(1);
  });

  test.each([
    ['live: the run so far, and a trace that is said not to be whole', '', 'TRACE_CUT', true],
    ['history: nothing but the error', RANGE, 'PROM_RANGE', false],
  ])('a server that fails a run on its way, %s', async (_what, range, code, isKept) => {
    const proxy = await faultProxy(server.url, (_, { path, form }) =>
      /query/.test(path) && form.get('query') === 'vector(60)' ? { kind: 'delay', seconds: 5 } : undefined,
    );
    const box = sandbox('vector(50)', '250ms', 'vector(60)');
    const simulate = `rollout simulate --values-file values.yaml --start --prometheus ${proxy.url} ${range} --no-preflight --timeout 800ms --retries 0 --trace t.csv`;
    const text = await box.run(`${simulate}; code=$?; ls t.csv; exit $code`);
    await proxy.close();
    expect(text.exit).toBe(4);
    expect(text.stderr).toContain(` ${code} `);
    expect(text.stdout.includes('checkout-v2 was interrupted at 1')).toBe(isKept);
    expect(text.stdout.includes('t.csv')).toBe(isKept);
  });

  test.each<[string, (n: number) => Fault | undefined, string, RegExp]>([
    ['refuses the credentials', () => ({ kind: 'status', status: 401, body: 'no' }), '', /PROM_AUTH/],
    ['answers HTML with 200', () => html(), '', /PROM_\w+ .*(HTML|text\/html)/],
    [
      'is not ready',
      () => ({
        kind: 'status',
        status: 503,
        body: 'Service Unavailable',
        headers: { 'x-prometheus-stopping': 'false' },
      }),
      '--retries 0',
      /PROM_\w+ /,
    ],
    [
      'never answers',
      () => ({ kind: 'delay', seconds: 20 }),
      '--retries 0 --timeout 500ms',
      /PROM_TIMEOUT|PROM_\w+ .*time/,
    ],
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
