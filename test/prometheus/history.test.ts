import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import type { RolloutError } from '../../src/errors/rollout-error.ts';
import { type ConnectionOptions, connect } from '../../src/prometheus/connect.ts';
import { openHistory } from '../../src/source/history.ts';
import type { SourceQuery } from '../../src/source/source.ts';
import { drain } from '../support/drain.ts';
import {
  type Fault,
  type FaultPlan,
  type FaultProxy,
  faultProxy,
  html,
  onQueries,
  type Seen,
} from '../support/fault-proxy.ts';
import { openMetrics } from '../support/open-metrics.ts';
import { type RunningPrometheus, startPrometheus } from '../support/prometheus.ts';
import { withPrometheus } from '../support/real.ts';

const FROM = 1_760_000_000;
const HOURS = 3600;
const LENGTH = 30 * HOURS;
const INTERVAL = 5; // 21,600 ticks: two chunks of the first query, one of the second
const queries: SourceQuery[] = [
  { signal: 'LATENCY', query_string: 'avg(latency_ms)', every: 1 },
  { signal: 'ERRORS', query_string: 'sum(rate(errors_total[2m])) / sum(rate(requests_total[2m]))', every: 4 },
];
const everies = queries.map(({ every }) => every);

/** Between the hours 10 and 11 nothing was scraped. */
const isDark = (time: number) => time >= FROM + 10 * HOURS && time < FROM + 11 * HOURS;
const metrics = openMetrics(
  [
    {
      name: 'latency_ms',
      type: 'gauge',
      value: (time) => (isDark(time) ? undefined : 50 + 20 * Math.sin(time / 1000) + (time % 97) / 13),
    },
    {
      name: 'errors_total',
      type: 'counter',
      value: (time) => (isDark(time) ? undefined : Math.floor((time - FROM) / 7)),
    },
    {
      name: 'requests_total',
      type: 'counter',
      value: (time) => (isDark(time) ? undefined : (time - FROM) * 3),
    },
  ],
  FROM,
  FROM + LENGTH,
  30,
);

withPrometheus('history against a real server', () => {
  let server: RunningPrometheus;
  let proxy: FaultProxy | undefined;
  beforeAll(async () => {
    server = await startPrometheus(metrics);
  });
  afterAll(() => server?.stop());
  afterEach(() => proxy?.close());

  async function replay(
    url: string,
    options: Partial<ConnectionOptions> = {},
    from = FROM,
    to = FROM + LENGTH,
  ) {
    const api = await connect({ url, ...options });
    return drain(openHistory({ api, queries, interval: INTERVAL, from, to }), everies);
  }
  let whole: Promise<Awaited<ReturnType<typeof replay>>> | undefined;
  const undisturbed = () => (whole ??= replay(server.url));

  test('every reading is what an instant query at that tick gives', async () => {
    const { readings } = await undisturbed();
    const api = await connect({ url: server.url });
    for (const [q, { query_string, every }] of queries.entries())
      for (const tick of [0, 4, 36, 7196, 7260, 7920, 10_996, 11_000, 21_596]) {
        const at = tick - (tick % every);
        const { value } = await api.instant(query_string, FROM + at * INTERVAL);
        expect([q, at, readings[q]![at]]).toEqual([q, at, value]);
      }
    api.close();
  });

  test('an hour without data is reported for each query, and that history is an open loop', async () => {
    const { diagnostics, whys } = await undisturbed();
    expect(diagnostics).toEqual([
      expect.stringMatching(/^PROM_OPEN_LOOP /),
      expect.stringMatching(
        /^PROM_GAPS LATENCY had no value on \d+ of 21600 evaluations, longest from 2025-10-09T18:5.* \(5\d min.*\): the query returns no series$/,
      ),
      expect.stringMatching(
        /^PROM_GAPS ERRORS had no value on \d+ of 5400 evaluations, longest from 2025-10-09T18:5.*: the query returns no series$/,
      ),
    ]);
    expect([...whys].sort()).toEqual(['0 the query returns no series', '1 the query returns no series']);
  });

  describe('through faults the readings are the same, bit for bit', () => {
    const every = (n: number, fault: Fault) => onQueries((i) => (i % n === 0 ? fault : undefined));
    test.each<[string, (n: number, seen: Seen) => Fault | undefined]>([
      ['delay', every(2, { kind: 'delay', seconds: 0.3 })],
      ['reset', every(2, { kind: 'reset' })],
      ['429 with Retry-After', every(2, { kind: 'status', status: 429, headers: { 'retry-after': '1' } })],
      ['500', every(2, { kind: 'status', status: 500, body: 'storage' })],
      ['a page of a proxy', every(2, html())],
      ['a part of the answer once', every(2, { kind: 'rewrite', to: withWarning('remote_read: refused') })],
      ['503', every(2, { kind: 'status', status: 503, body: 'busy' })],
      [
        'half the chunks failing twice',
        onQueries((i) => (i < 4 ? { kind: 'status', status: 502, body: '<html>' } : undefined)),
      ],
      ['a truncated body', every(2, { kind: 'truncated' })],
      ['half a body', every(2, { kind: 'half' })],
      ['a slow drip', every(2, { kind: 'drip', pieces: 20, seconds: 0.5 })],
      [
        'wrong JSON',
        onQueries((i) =>
          i === 0
            ? { kind: 'rewrite', to: (body) => body.replace('"status":"success"', '"state":"fine"') }
            : undefined,
        ),
      ],
      ['no POST', (_, { method }) => (method === 'POST' ? { kind: 'status', status: 405 } : undefined)],
      [
        'white space in the JSON',
        () => ({ kind: 'rewrite', to: (body) => JSON.stringify(JSON.parse(body), null, 1) }),
      ],
      [
        'a server that takes 2,000 points at most',
        onQueries((_, { form }) => (span(form) > 2000 ? tooMuch : undefined)),
      ],
    ])('%s', async (_, plan) => {
      proxy = await faultProxy(server.url, plan);
      expect(await replay(proxy.url)).toEqual(await undisturbed());
      expect(proxy.maxConcurrent).toBeLessThanOrEqual(4);
    });

    test('a server killed and started again in the middle', async () => {
      let killed: Promise<void> | undefined;
      let restarted: Promise<void> | undefined;
      /** The second query finds nobody; what comes later waits for the server, however long that takes to start. */
      const hold = async (n: number): Promise<void> => {
        if (n === 1) killed = server.kill();
        await killed;
        if (n <= 1) return;
        restarted ??= server.restart();
        await restarted;
      };
      let asked = 0;
      proxy = await faultProxy(server.url, async (_, { path }) => {
        if (path.includes('/api/v1/query')) await hold(asked++);
        return undefined;
      });
      expect(await replay(proxy.url)).toEqual(await undisturbed());
      expect(restarted).toBeDefined();
    });
  });

  describe('where it cannot go on it says which span failed, and how to go on', () => {
    const late = ({ form }: Seen) => Number(form.get('start')) > FROM + 40_000;
    const second = (fault: Fault) => onQueries((_, seen) => (late(seen) ? fault : undefined));
    test.each<[string, Fault, Partial<ConnectionOptions>, string]>([
      [
        '503 for ever',
        { kind: 'status', status: 503, body: 'busy' },
        { retries: 1 },
        'URL answered 503 "busy" (tried 2 times)',
      ],
      [
        'a login page',
        html(),
        { retries: 0 },
        'URL answered 200, but not as Prometheus does: text/html, "<!doctype html><title>Sign in</title>"',
      ],
      [
        'a part of the answer',
        { kind: 'rewrite', to: withWarning('remote_read: refused') },
        { retries: 0 },
        'URL has only a part of the answer to avg(latency_ms): remote_read: refused',
      ],
      [
        'a point given twice',
        { kind: 'rewrite', to: (body) => body.replace(/\[\d{10},"[^"]*"\]/, '$&,$&') },
        {},
        'URL gives two values of one series at 2025-10-10T00:10:00.000Z: avg(latency_ms)',
      ],
      [
        'always truncated',
        { kind: 'truncated' },
        { retries: 1 },
        'URL cannot be reached: the answer broke off (tried 2 times)',
      ],
      [
        'times moved',
        {
          kind: 'rewrite',
          to: (body) => body.replace(/\[(\d{10}),/g, (_m, time) => `[${Number(time) + 1},`),
        },
        {},
        'moves the times',
      ],
    ])('%s', async (_, fault, options, why) => {
      await expectFailure(second(fault), options, why);
    });

    test('too slow', async () => {
      // One call at once, so that no other one is under way when its time passes.
      const isTooSlow = second({ kind: 'silent' });
      vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
      onTestFinished(() => void vi.useRealTimers());
      const plan = (n: number, seen: Seen) => {
        const fault = isTooSlow(n, seen);
        if (fault) setImmediate(() => vi.advanceTimersByTime(1000));
        return fault;
      };
      const options = { timeout: 1, retries: 0, concurrency: 1 };
      await expectFailure(plan, options, 'URL did not answer within 1 s');
    });

    async function expectFailure(plan: FaultPlan, options: Partial<ConnectionOptions>, why: string) {
      proxy = await faultProxy(server.url, plan);
      const problem = await replay(proxy.url, options).then(
        () => undefined,
        (thrown: RolloutError) => thrown,
      );
      expect(problem?.exit).toBe(4);
      const message = problem!.message.replaceAll(proxy.url, 'URL');
      expect(message).toContain(why);
      if (why !== 'moves the times') {
        expect(message).toMatch(
          /^the history of LATENCY from 2025-10-10T00:10:00\.000Z to 2025-10-10T14:53:15\.000Z could not be read: /,
        );
        expect(problem!.diagnostics[0]!.hint).toMatch(
          /nothing was decided on a shorter history: run it again, or leave that span out with --from or --to$/,
        );
      }
    }
  });

  test('a rejected query ends it in the words of the server', async () => {
    const api = await connect({ url: server.url });
    const source = openHistory({
      api,
      queries: [{ signal: 'A', query_string: 'sum(', every: 1 }],
      interval: 5,
      from: FROM,
      to: FROM + 100,
    });
    await expect(drain(source, [1])).rejects.toMatchObject({
      exit: 4,
      message: expect.stringMatching(/rejects the query sum\(: .*parse error/),
    });
  });

  test('no point is asked twice', async () => {
    proxy = await faultProxy(server.url, () => undefined);
    await replay(proxy.url);
    const asked = proxy.seen
      .filter(({ path }) => path.endsWith('query_range'))
      .map(({ form }) => `${form.get('query')!.slice(0, 3)} ${form.get('start')}-${form.get('end')}`);
    expect(asked.sort()).toEqual([
      `avg ${FROM}.000-${FROM + 54_995}.000`,
      `avg ${FROM + 55_000}.000-${FROM + LENGTH - 5}.000`,
      `sum ${FROM}.000-${FROM + LENGTH - 20}.000`,
    ]);
  });
});

const withWarning = (warning: string) => (body: string) =>
  body.replace('"status":"success"', `"status":"success","warnings":[${JSON.stringify(warning)}]`);

const tooMuch: Fault = {
  kind: 'status',
  status: 422,
  body: '{"status":"error","errorType":"execution","error":"query processing would load too many samples into memory"}',
  headers: { 'content-type': 'application/json' },
};

const span = (form: URLSearchParams): number =>
  (Number(form.get('end')) - Number(form.get('start'))) / Number(form.get('step')) + 1;
