import { availableParallelism } from 'node:os';
import { expect, test } from 'vitest';
import type { AssessFlags } from '../../../../src/cli/assess/flags.ts';
import { assessRequest } from '../../../../src/cli/assess/request.ts';

const flags = (given: Partial<AssessFlags>): AssessFlags => ({
  valuesFile: 'v.yaml',
  replay: ['week.recording'],
  output: 'text',
  ...given,
});

test('nothing but a recording leaves the rest to history and policy', () => {
  expect(assessRequest(flags({}))).toEqual({
    policy: { valuesFile: 'v.yaml', isDefault: false, assignments: [] },
    history: { kind: 'recordings', files: ['week.recording'] },
    steering: { document: { fileFlag: '--dynamic-config' }, start: false },
    rehearsals: { jobs: availableParallelism() },
    bad: { incidents: [], injections: [] },
    limits: { sure: false },
    output: { format: 'text', open: false, overwrite: false, quiet: false },
  });
});

test('everything that can be asked for', () => {
  const given = flags({
    replay: undefined,
    prometheus: 'http://p',
    from: 'now-14d',
    every: '10m',
    horizon: '6h',
    jobs: '3',
    incident: ['a/b=x'],
    incidents: 'bad.yaml',
    inject: ['LATENCY: x1.3'],
    traffic: 'sum(rate(requests[1m]))',
    maxFalseAlarms: '1/20',
    minCaught: '95%',
    sure: true,
    output: 'markdown',
    outputFile: 'a.md',
    report: 'r.html',
    open: true,
    overwrite: true,
  });
  expect(assessRequest(given)).toMatchObject({
    history: { kind: 'server', connection: { url: 'http://p' }, range: { from: 'now-14d' }, preflight: true },
    rehearsals: { every: 600, horizon: 21_600, jobs: 3 },
    bad: {
      incidents: ['a/b=x'],
      incidentsFile: 'bad.yaml',
      injections: ['LATENCY: x1.3'],
      traffic: 'sum(rate(requests[1m]))',
    },
    limits: { maxFalseAlarms: 0.05, minCaught: 0.95, sure: true },
    output: { format: 'markdown', file: 'a.md', report: 'r.html', open: true, overwrite: true },
  });
});

test('a part of the starts', () => {
  expect(assessRequest(flags({ shard: '2/4' })).rehearsals.shard).toEqual({ part: 2, of: 4 });
});

test.each<[string, Partial<AssessFlags>, readonly string[], object]>([
  [
    'the argument',
    { valuesFile: undefined, replay: ['a', 'b', 'values.yaml'] },
    [],
    { policy: { valuesFile: 'values.yaml' }, history: { files: ['a', 'b'] } },
  ],
  [
    'a recording where the policy is named',
    { replay: ['a', 'b.yaml'] },
    [],
    { policy: { valuesFile: 'v.yaml' }, history: { files: ['a', 'b.yaml'] } },
  ],
  [
    'a recording where it is the only one',
    { valuesFile: undefined, replay: ['b.yaml'] },
    [],
    { policy: { isDefault: true }, history: { files: ['b.yaml'] } },
  ],
])('a YAML file at the end of the recordings is %s', (_title, given, args, request) => {
  expect(assessRequest(flags(given), args)).toMatchObject(request);
});

test.each<[string, number]>([
  ['1/20', 0.05],
  ['5%', 0.05],
  ['0.05', 0.05],
  ['0', 0],
  ['1', 1],
])('%s is a share', (text, share) => {
  expect(assessRequest(flags({ maxFalseAlarms: text })).limits.maxFalseAlarms).toBe(share);
});

test.each<[Partial<AssessFlags>, string]>([
  [{ replay: undefined }, 'USAGE_MISSING'],
  [{ prometheus: 'http://p' }, 'USAGE_CONFLICT'],
  [{ replay: undefined, prometheus: 'http://p' }, 'USAGE_MISSING'],
  [{ from: 'now-1d' }, 'USAGE_CONFLICT'],
  [{ to: 'now' }, 'USAGE_CONFLICT'],
  [{ every: '0s' }, 'USAGE_VALUE'],
  [{ horizon: 'long' }, 'USAGE_VALUE'],
  [{ jobs: '0' }, 'USAGE_VALUE'],
  [{ jobs: '1.5' }, 'USAGE_VALUE'],
  [{ shard: '2/4', report: 'r.html' }, 'USAGE_CONFLICT'],
  [{ shard: '0/4' }, 'USAGE_VALUE'],
  [{ shard: '5/4' }, 'USAGE_VALUE'],
  [{ shard: '2' }, 'USAGE_VALUE'],
  [{ maxFalseAlarms: '1/0' }, 'USAGE_VALUE'],
  [{ maxFalseAlarms: '0/0' }, 'USAGE_VALUE'],
  [{ maxFalseAlarms: '5' }, 'USAGE_VALUE'],
  [{ minCaught: 'most' }, 'USAGE_VALUE'],
  [{ sure: true }, 'USAGE_MISSING'],
  [{ open: true }, 'USAGE_MISSING'],
  [{ report: 'r.svg' }, 'USAGE_VALUE'],
])('%o is refused with %s', (given, code) => {
  expect(() => assessRequest(flags(given))).toThrow(
    expect.objectContaining({ diagnostics: [expect.objectContaining({ code })] }),
  );
});
