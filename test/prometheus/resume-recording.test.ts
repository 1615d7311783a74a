import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Fault, type FaultProxy, faultProxy, type Seen } from '../support/fault-proxy.ts';
import { freePort } from '../support/free-port.ts';
import { openMetrics } from '../support/open-metrics.ts';
import { type RunningPrometheus, startPrometheus } from '../support/prometheus.ts';
import { withPrometheus } from '../support/real.ts';

const BINARY = resolve('dist/rollout.js');
const INTERVAL = 10;
const FROM = 1_760_000_000 - (1_760_000_000 % INTERVAL);
/** Of the query of every tick: so many chunks, the last one short. */
const CHUNKS = 6;
const TICKS = 11_000 * (CHUNKS - 1) + 3_000;
const TO = FROM + TICKS * INTERVAL;

const signal = (signal_name: string) => ({ signal_name });
const query = (name: string, query_string: string, evaluation_interval: string) => ({
  query: {
    promql: { query_string, evaluation_interval, out_ports: { output: signal(name) } },
  },
});
const compare = (lhs: string, operator: string, value: number, output: string) => ({
  decider: {
    operator,
    in_ports: { lhs: signal(lhs), rhs: { constant_signal: { value } } },
    out_ports: { output: signal(output) },
  },
});
const policyOf = (latency = 'latency', interval = INTERVAL) => ({
  circuit: {
    evaluation_interval: `${interval}s`,
    components: [
      query('LATENCY', latency, `${interval}s`),
      query('ERRORS', 'sum(errors)', `${3 * interval}s`),
      compare('LATENCY', 'lt', 70, 'FORWARD'),
      compare('ERRORS', 'gt', 8, 'BACKWARD'),
      compare('LATENCY', 'gt', 97, 'RESET'),
      {
        flow_control: {
          load_ramp: {
            in_ports: {
              forward: signal('FORWARD'),
              backward: signal('BACKWARD'),
              reset: signal('RESET'),
            },
            parameters: {
              sampler: { selectors: [{ control_point: 'ingress' }] },
              steps: [
                { target_accept_percentage: 1, duration: '0s' },
                { target_accept_percentage: 50, duration: '6h' },
                { target_accept_percentage: 100, duration: '24h' },
              ],
            },
          },
        },
      },
    ],
  },
});

/** Swells over hours, is away for a while each day, and for an hour comes from two pods. */
const series = openMetrics(
  [
    ...['a', 'b'].map((pod) => ({
      name: 'latency',
      type: 'gauge' as const,
      labels: `pod="${pod}"`,
      value: (time: number) => {
        const hour = (time - FROM) / 3600;
        if (hour % 24 > 20 && hour % 24 < 21.5) return undefined;
        if (pod === 'b' && !(hour > 100 && hour < 101)) return undefined;
        return 55 + 40 * Math.sin(time / 9000) + (time % 97) / 13;
      },
    })),
    { name: 'errors', type: 'gauge' as const, value: (time) => (time / 30) % 9 },
  ],
  FROM,
  TO,
  30,
);

const digestOf = (file: string): string => createHash('sha256').update(readFileSync(file)).digest('hex');

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

withPrometheus('a rehearsal that failed is resumed, and equals one that did not', () => {
  let server: RunningPrometheus;
  let proxy: FaultProxy;
  let folder: string;
  /** What happens to the n-th range query of a command, from 0. */
  let plan: (n: number, seen: Seen) => Fault | undefined = () => undefined;
  /** The range queries of the command that was started last. */
  let asked: Seen[] = [];
  let children: ChildProcess[] = [];
  const at = (name: string) => join(folder, name);
  const isRange = ({ path }: Seen) => path.endsWith('/query_range');

  beforeAll(async () => {
    server = await startPrometheus(series);
    proxy = await faultProxy(server.url, () => undefined, await freePort());
  });
  afterAll(async () => {
    await proxy?.close();
    await server?.stop();
  });
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'rollout-resume-recording-'));
    writeFileSync(at('policy.json'), JSON.stringify(policyOf()));
  });
  afterEach(() => {
    for (const child of children) child.kill('SIGKILL');
    children = [];
    rmSync(folder, { recursive: true, force: true });
  });

  /** A proxy for the next command alone: a query that an ended one sent may still arrive, and is not counted. */
  async function renewProxy() {
    await proxy.close();
    const mine: Seen[] = [];
    asked = mine;
    const faultOf = (_: number, seen: Seen) => {
      if (!isRange(seen)) return undefined;
      mine.push(seen);
      return plan(mine.length - 1, seen);
    };
    proxy = await faultProxy(server.url, faultOf, Number(new URL(proxy.url).port));
  }

  function start(...args: string[]) {
    const child = spawn(process.execPath, [BINARY, 'simulate', ...args], { cwd: folder });
    children.push(child);
    const printed = { stdout: '', stderr: '' };
    child.stdout.on('data', (text) => {
      printed.stdout += text;
    });
    child.stderr.on('data', (text) => {
      printed.stderr += text;
    });
    const ended = once(child, 'close').then(([code]): Ended => ({ code, ...printed }));
    return { child, ended };
  }

  const common = (name: string) => [
    '--policy-file=policy.json',
    '--prometheus',
    proxy.url,
    '--concurrency=2',
    '--retries=0',
    '-o',
    'json',
    '--overwrite',
    '--trace',
    at(`${name}.csv`),
  ];
  const period = ['--from', String(FROM), '--to', String(TO)];
  async function recording(name: string, ...more: string[]) {
    await renewProxy();
    return start(...common(name), ...period, '--record', `${name}.rec`, ...more);
  }
  const record = async (name: string, ...more: string[]) => (await recording(name, ...more)).ended;
  async function resumed(name: string, ...more: string[]) {
    await renewProxy();
    return start(...common(name), '--resume', `${name}.rec`, ...more).ended;
  }

  const filesOf = (name: string) =>
    readdirSync(folder)
      .filter((file) => file.startsWith(`${name}.`))
      .sort();
  const left = (name: string, { stdout }: Ended) => ({
    stdout: stdout.replaceAll(`${name}.`, ''),
    trace: digestOf(at(`${name}.csv`)),
    recording: digestOf(at(`${name}.rec`)),
    files: filesOf(name).map((file) => file.replace(`${name}.`, '')),
  });

  async function undisturbed(...more: string[]) {
    plan = () => undefined;
    const run = await record('whole', ...more);
    expect(run.code).toBe(0);
    expect(JSON.parse(run.stdout)).toMatchObject({ ticks: TICKS });
    return left('whole', run);
  }

  const ticksTo = (moment: string) => (Date.parse(moment) / 1000 - FROM) / INTERVAL;
  const GONE = { kind: 'status', status: 404, body: 'gone' } as const;
  const failFrom = (first: number) => (n: number) => (n < first ? undefined : GONE);
  /** Answers for one chunk from then on, in whatever order the queries of several arrive. */
  const failAfterChunkOf =
    (from: number) =>
    (_: number, { form }: Seen) =>
      Number(form.get('start')) < from + 11_000 * INTERVAL ? undefined : GONE;

  test('after failures at every chunk in turn, with the preflight; each time only what is missing is asked for', async () => {
    const whole = await undisturbed();
    expect(JSON.parse(whole.stdout).diagnostics.map(({ code }: { code: string }) => code)).toEqual([
      'PROM_SEVERAL',
      'PROM_OPEN_LOOP',
      'PROM_GAPS',
    ]);
    plan = failAfterChunkOf(FROM);
    let run = await record('cut');
    const reached: string[] = [];
    for (let tries = 0; run.code === 4 && tries < CHUNKS; tries++) {
      expect([run.stdout, filesOf('cut')]).toEqual(['', ['cut.rec.partial']]);
      const [error, note] = JSON.parse(run.stderr).diagnostics.slice(-2);
      expect([error.code, note.code]).toEqual(['PROM_RANGE', 'RECORDING_KEPT']);
      reached.push(/up to (\S+),/.exec(note.message)![1]!);
      plan = failAfterChunkOf(Date.parse(reached.at(-1)!) / 1000);
      run = await resumed('cut');
      const starts = asked.map(({ form }) => Number(form.get('start')));
      expect(Math.min(...starts)).toBe(Date.parse(reached.at(-1)!) / 1000);
    }
    expect([run.code, reached.map((moment) => ticksTo(moment) / 11_000)]).toEqual([0, [1, 2, 3, 4, 5]]);
    expect(left('cut', run)).toEqual(whole);
  });

  test('while the queries are tried, the first chunks are on their way', async () => {
    const isChunk = (seen: Seen) => isRange(seen) && seen.form.get('step') === `${INTERVAL}.000`;
    const slow = await faultProxy(server.url, async (_, { path }) => {
      if (!path.endsWith('/query')) return undefined;
      while (!slow.seen.some(isChunk)) await pause(10);
      return undefined;
    });
    const args = ['--policy-file=policy.json', '--prometheus', slow.url, '-o', 'json', ...period];
    const run = await start(...args).ended;
    await slow.close();
    expect([run.code, JSON.parse(run.stdout).ticks]).toEqual([0, TICKS]);
  });

  test('killed at once in the middle: what was on the disk is not asked for again', async () => {
    const whole = await undisturbed('--no-preflight');
    plan = (n) => (n < 6 ? undefined : { kind: 'silent' });
    const { child, ended } = await recording('cut', '--no-preflight');
    const part = at('cut.rec.partial');
    while (!existsSync(part) || readFileSync(part).length < 50_000) await pause(20);
    child.kill('SIGKILL');
    await ended;
    expect((await resumed('other')).code).toBe(3); // there is no such file
    plan = () => undefined;
    const run = await resumed('cut');
    expect(asked.map(({ form }) => (Number(form.get('start')) - FROM) / INTERVAL / 11_000)).toEqual([
      3, 3, 4, 5,
    ]);
    expect(left('cut', run)).toEqual(whole);
  });

  test('Ctrl-C leaves a recording that is replayed as far as it goes, and resumed', async () => {
    const whole = await undisturbed('--no-preflight');
    plan = (n) => (n < 4 ? undefined : { kind: 'silent' });
    const { child, ended } = await recording('cut', '--no-preflight');
    while (asked.length < 5) await pause(20);
    child.kill('SIGINT');
    const cut = await ended;
    expect([cut.code, filesOf('cut')]).toEqual([130, ['cut.csv', 'cut.rec']]);
    const { ticks } = JSON.parse(cut.stdout);
    expect(JSON.parse(cut.stderr).diagnostics.at(-1)).toMatchObject({ code: 'RECORDING_KEPT' });
    const replay = await start('--policy-file=policy.json', '--replay', 'cut.rec', '-o', 'json').ended;
    expect(JSON.parse(replay.stdout)).toMatchObject({ ticks });
    plan = () => undefined;
    expect(left('cut', await resumed('cut'))).toEqual(whole);
    plan = failFrom(0);
    expect(left('cut', await resumed('cut'))).toEqual(whole); // nothing is missing any more
  });

  test('the command that the failure says goes on, from a shell, whatever the words in it', async () => {
    plan = failFrom(2);
    const words = ['--no-preflight', '--header', 'X-Note: it is secret'];
    const run = await record("it's cut", ...words);
    const [{ hint }] = JSON.parse(run.stderr).diagnostics.slice(-1);
    const [, invocation] = /^go on with: (.*?) simulate /.exec(hint) ?? [];
    expect(hint).toBe(
      `go on with: ${invocation} simulate --policy-file=policy.json --prometheus ${proxy.url}/ --concurrency=2 --retries=0` +
        ` -o json --overwrite --trace '${at("it's cut.csv").replace("'", "'\\''")}' --no-preflight` +
        " --header 'X-Note: ...' --resume 'it'\\''s cut.rec'",
    );
    plan = () => undefined;
    const command = `rollout() { '${process.execPath}' '${BINARY}' "$@"; }; ${hint.replace(`go on with: ${invocation}`, 'rollout')}`;
    const shell = spawn('sh', ['-c', command], { cwd: folder, stdio: 'ignore' });
    expect(await once(shell, 'close')).toEqual([0, null]);
    expect(filesOf("it's cut")).toEqual(["it's cut.csv", "it's cut.rec"]);
  });

  test('what does not fit the part is named, all of it at once, and the part stays', async () => {
    plan = failFrom(2);
    await record('cut', '--no-preflight');
    const part = readFileSync(at('cut.rec.partial'));
    const codes = ({ stderr }: Ended) =>
      JSON.parse(stderr).diagnostics.map(({ code, file }: { code: string; file: string }) => [code, file]);
    plan = () => undefined;
    const wrong = async (...more: string[]) => {
      const run = await resumed('cut', ...more);
      return [run.code, codes(run), asked.length];
    };
    const file = 'cut.rec.partial';
    expect(await wrong('--from', String(FROM + INTERVAL))).toEqual([3, [['RECORDING_PERIOD', file]], 0]);
    expect(await wrong('--from', String(FROM), '--to', String(TO - 1000))).toEqual([
      3,
      [['RECORDING_PERIOD', file]],
      0,
    ]);
    writeFileSync(at('policy.json'), JSON.stringify(policyOf('latency{pod="a"}')));
    expect(await wrong('--from', String(FROM - INTERVAL))).toEqual([
      3,
      [
        ['RECORDING_QUERIES', file],
        ['RECORDING_PERIOD', file],
      ],
      0,
    ]);
    writeFileSync(at('policy.json'), JSON.stringify(policyOf('latency', 2 * INTERVAL)));
    expect(await wrong()).toEqual([3, [['RECORDING_INTERVAL', file]], 0]);
    writeFileSync(at('policy.json'), JSON.stringify(policyOf()));
    const another = await faultProxy(server.url, (_, { path }) =>
      path.endsWith('/buildinfo')
        ? { kind: 'rewrite', to: (body) => body.replace(/"version":"[^"]*"/, '"version":"3.5.0"') }
        : undefined,
    );
    expect(await wrong('--prometheus', another.url)).toEqual([3, [['RECORDING_SERVER', file]], 0]);
    await another.close();
    const replay = await start('--policy-file=policy.json', '--replay', 'cut.rec', '-o', 'json').ended;
    expect([replay.code, codes(replay)]).toEqual([3, [['RECORDING_PARTIAL', file]]]);
    const partly = await start('--policy-file=policy.json', '--replay', file, '-o', 'json').ended;
    expect([partly.code, codes(partly)]).toEqual([3, [['RECORDING_PARTIAL', file]]]);
    const anew = await start(
      '--policy-file=policy.json',
      '--prometheus',
      proxy.url,
      ...period,
      '-o',
      'json',
      '--record',
      'cut.rec',
    ).ended;
    expect([anew.code, codes(anew), asked.length]).toEqual([2, [['RECORDING_UNFINISHED', null]], 0]);
    expect(readFileSync(at('cut.rec.partial')).equals(part)).toBe(true);
  });
});
