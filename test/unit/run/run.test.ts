import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { expect, test } from 'vitest';
import type { RunListener } from '../../../src/run/options.ts';
import { run } from '../../../src/run/run.ts';
import type { ScenarioDocument } from '../../../src/source/scenario/document.ts';
import { scenario } from '../../../src/source/scenario.ts';
import { latencyPlan } from '../../support/plans.ts';
import { root } from '../../support/script.ts';

const filesBelow = (folder: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  );

const setting = {
  name: 't',
  interval: 1,
  rampDuration: 4,
  labelKey: '',
  passThrough: () => [],
  placeOf: (path: string) => ({ path }),
};

const rehearse = (document: ScenarioDocument, plan = latencyPlan()) => {
  const built = scenario(document, { ...setting, queries: plan.queries });
  return run({
    policy: 'p',
    plan,
    source: built.scenario!.source,
    steering: { planned: built.scenario!.planned },
  });
};

const cases: {
  name: string;
  latency: string;
  outcome: string;
  counts: [number, number, number, number];
  events: string[];
}[] = [
  {
    name: 'nothing in the way',
    latency: '50x9',
    outcome: 'completed',
    counts: [5, 0, 0, 5],
    events: ['1 started', '1 step', '5 completed'],
  },
  { name: 'never starts', latency: '80x4', outcome: 'not_started', counts: [0, 0, 0, 5], events: [] },
  {
    name: 'held, then goes on',
    latency: '50x2 80x1 50x4',
    outcome: 'completed',
    counts: [5, 0, 0, 5],
    events: ['1 started', '1 step', '4 paused', '6 resumed', '7 completed'],
  },
  {
    name: 'steps back',
    latency: '50x3 95x9',
    outcome: 'rolled_back',
    counts: [4, 5, 0, 5],
    events: ['1 started', '1 step', '5 backward', '8 step'],
  },
  {
    name: 'resets',
    latency: '50x3 120x1 80x3',
    outcome: 'rolled_back',
    counts: [4, 0, 2, 4],
    events: ['1 started', '1 step', '5 reset'],
  },
  {
    name: 'a gap holds',
    latency: '50x2 _x2 50x4',
    outcome: 'completed',
    counts: [5, 0, 0, 5],
    events: ['1 started', '1 step', '4 invalid', '4 paused', '6 valid', '6 resumed', '7 completed'],
  },
];

test.each(cases)('$name: $latency', async ({ latency, outcome, counts, events }) => {
  const { result } = await rehearse({ signals: { LATENCY: latency } });
  expect(result.events.map((event) => `${event.tick} ${event.kind}`)).toEqual(events);
  const { forward, backward, reset, hold } = result.counts;
  expect([forward, backward, reset, hold]).toEqual(counts);
  expect(result.outcome).toBe(outcome);
});

test('reasons name the reading, its threshold and what was measured', async () => {
  const { result } = await rehearse({ signals: { LATENCY: '50x3 120x1 _' } });
  const reasons = Object.fromEntries(result.events.map((event) => [event.kind, event.reason]));
  expect(reasons.reset).toBe('RESET_0: LATENCY = 120 > 100');
  expect(reasons.started).toBe('FORWARD_0: LATENCY = 50 < 75');
});

test.each<[string, readonly (readonly [number, string])[], string, string[]]>([
  [
    'forward',
    [
      [1, '0s'],
      [100, '4s'],
    ],
    '50x9',
    ['step 2 of 2: 1 % to 100 % in 4 s'],
  ],
  [
    'at once',
    [
      [1, '0s'],
      [50, '0s'],
      [100, '4s'],
    ],
    '50x9',
    ['step 2 of 3: 1 % to 50 % at once', 'step 3 of 3: 50 % to 100 % in 4 s'],
  ],
  [
    'and back',
    [
      [1, '2s'],
      [50, '4s'],
      [100, '4s'],
    ],
    '50x8 95x20',
    [
      'step 2 of 3: 1 % to 50 % in 4 s',
      'step 3 of 3: 50 % to 100 % in 4 s',
      'back in step 2 of 3: 50 % down to 1 %',
      'back in step 1 of 3: 1 %',
    ],
  ],
])('steps say where they lead: %s', async (_title, steps, latency, reasons) => {
  const { result } = await rehearse({ signals: { LATENCY: latency } }, latencyPlan(steps));
  const found = result.events.filter(({ kind }) => kind === 'step').map(({ reason }) => reason);
  expect(found).toEqual(reasons);
});

test('the time of the first completion stays, though the ramp was reset and completed again', async () => {
  const { result } = await rehearse({ signals: { LATENCY: '50x9 120x1 50x9' } });
  const completed = result.events.filter(({ kind }) => kind === 'completed').map(({ time }) => time);
  expect(completed).toHaveLength(2);
  expect(result.completed_at).toBe(completed[0]);
  const back = await rehearse({ signals: { LATENCY: '50x9 120x9' } });
  expect([back.result.outcome, back.result.completed_at]).toEqual(['rolled_back', completed[0]]);
});

test('a scenario, which never waits, can be interrupted all the same', async () => {
  const plan = latencyPlan();
  const source = scenario(
    { duration: '1000000s', signals: { LATENCY: 80 } },
    { ...setting, queries: plan.queries },
  ).scenario!.source;
  const ctrlC = new AbortController();
  let turns = 0;
  const yieldToEventLoop = async () => {
    turns++;
    if (turns === 3) ctrlC.abort();
  };
  const { result } = await run({ policy: 'p', plan, source, signal: ctrlC.signal, yieldToEventLoop });
  expect([result.outcome, result.ticks]).toEqual(['interrupted', 3 * 32_768]);
});

test('compile, run and scenario bundle for a browser, without a module of Node, to less than 200 kB', async () => {
  const names = ['circuit/compile', 'rollout/ramp', 'run/run', 'run/bind-scenario', 'run/state', 'run/trace'];
  const contents = names.map((name) => `export * from './src/${name}.ts';`).join('\n');
  const { outputFiles, metafile } = await build({
    stdin: { contents, resolveDir: root, loader: 'ts' },
    bundle: true,
    format: 'esm',
    platform: 'browser',
    minify: true,
    metafile: true,
    write: false,
    logLevel: 'silent',
  });
  expect(Object.values(metafile.outputs).flatMap(({ imports }) => imports)).toEqual([]);
  expect(outputFiles[0]!.contents.length).toBeLessThan(200_000);
});

test.each(filesBelow('src/run'))('%s has no clock, timer or randomness', (file) => {
  const text = readFileSync(join(root, 'src/run', file), 'utf8');
  const impure = /\bDate\b|Math\.random|\bset(Timeout|Interval|Immediate)\b|\bprocess\.|from 'node:/;
  expect(impure.exec(text)?.[0]).toBeUndefined();
});

test('every listener is called, in order: the events of a tick, then the tick', async () => {
  const plan = latencyPlan();
  const { source } = scenario({ signals: { LATENCY: '50x2 95x9' } }, { ...setting, queries: plan.queries })
    .scenario!;
  const log: string[] = [];
  const listener = (name: string): RunListener => ({
    onTick: (tick, _frame, { decision }) => log.push(`${name} tick ${tick} ${decision}`),
    onEvent: ({ kind }) => log.push(`${name} event ${kind}`),
    onDocument: (document) => log.push(`${name} document ${Object.keys(document)}`),
  });
  const planned = [{ tick: 1, document: { a: 1 } }];
  const listeners = [listener('first'), {}, listener('second')];
  await run({ policy: 'p', plan, source, ticks: 2, listeners, steering: { planned } });
  expect(log).toEqual([
    'first tick 0 hold',
    'second tick 0 hold',
    'first document a',
    'second document a',
    'first event dynamic_config',
    'second event dynamic_config',
    'first event started',
    'second event started',
    'first event step',
    'second event step',
    'first tick 1 forward',
    'second tick 1 forward',
  ]);
});

test('the source is told in the promised order', async () => {
  const { result } = await rehearse({ duration: '1s' });
  expect(Object.keys(result.source)).toEqual(['kind', 'name', 'url', 'from', 'to', 'server']);
});

test('a history that is cut off is interrupted, whatever the ramp had come to', async () => {
  const plan = latencyPlan();
  const ctrlC = new AbortController();
  const built = scenario({ signals: { LATENCY: '50x100' } }, { ...setting, queries: plan.queries });
  const source = built.scenario!.source;
  const onTick = (tick: number) => {
    if (tick === 20) ctrlC.abort();
  };
  const options = { policy: 'p', plan, source, listeners: [{ onTick }], signal: ctrlC.signal };
  const { result } = await run(options);
  expect(result.events.map(({ kind }) => kind)).toContain('completed');
  expect([result.outcome, result.completed_at, result.ticks]).toEqual([
    'interrupted',
    '2024-01-01T00:00:05.000Z',
    21,
  ]);
  const whole = await run({ ...options, ticks: 21, signal: undefined });
  expect(whole.result.outcome).toBe('completed');
});

test('has time left while it moves forward, none when it is complete, and else does not say', async () => {
  const left: (number | undefined)[] = [];
  const onTick: RunListener['onTick'] = (_tick, frame, observer) => left.push(observer.remaining(frame));
  const plan = latencyPlan();
  const built = scenario(
    { duration: '12s', signals: { LATENCY: '50x3 80x2 50x9' }, events: [] },
    { ...setting, queries: plan.queries },
  ).scenario!;
  await run({ policy: 'p', plan, source: built.source, listeners: [{ onTick }] });
  expect(left.map((one) => one ?? '-').join(' ')).toBe('- 4 3 2 1 - - - 0 0 0 0');
});
