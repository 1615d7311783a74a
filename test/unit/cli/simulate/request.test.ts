import { expect, test } from 'vitest';
import type { SimulateFlags } from '../../../../src/cli/simulate/flags.ts';
import { simulateRequest } from '../../../../src/cli/simulate/request.ts';

const flags = (given: Partial<SimulateFlags>): SimulateFlags => ({
  valuesFile: 'v.yaml',
  output: 'text',
  ...given,
});

test.each<[string, Partial<SimulateFlags>, object]>([
  ['nothing is the healthy scenario', {}, { kind: 'scenario', scenario: 'healthy', signals: [] }],
  [
    'a scenario with signals and a length',
    { scenario: 'flapping', signal: ['A=rate'], duration: '10m' },
    { kind: 'scenario', scenario: 'flapping', signals: ['A=rate'], duration: 600 },
  ],
  ['a recording', { replay: 'r' }, { kind: 'replay', file: 'r' }],
  [
    'a live server, whose queries are tried first',
    { prometheus: 'http://p', timeout: '5s', retries: '0' },
    {
      kind: 'server',
      connection: { url: 'http://p', timeout: 5, retries: 0 },
      preflight: true,
    },
  ],
  [
    'the history of a server, recorded',
    { prometheus: 'http://p', from: 'now-1d', to: 'now', preflight: false, record: 'r', overwrite: true },
    {
      kind: 'server',
      connection: { url: 'http://p' },
      range: { from: 'now-1d', to: 'now' },
      preflight: false,
      record: { file: 'r', overwrite: true, resume: false },
    },
  ],
  [
    'a history that goes on, whose period stands in its recording',
    { prometheus: 'http://p', resume: 'r' },
    {
      kind: 'server',
      connection: { url: 'http://p' },
      preflight: true,
      record: { file: 'r', overwrite: false, resume: true },
    },
  ],
])('the source: %s', (_title, given, source) => {
  expect(simulateRequest(flags(given)).source).toEqual(source);
});

test('what steers a run and what it leaves', () => {
  const given = flags({
    start: true,
    set: ['reset=true'],
    dynamicConfig: 'd.yaml',
    stateDir: 's',
    trace: 't.ndjson',
    report: 'r.svg',
    expect: 'completed, rolled_back',
    output: 'json',
    quiet: true,
  });
  expect(simulateRequest(given)).toEqual({
    policy: { valuesFile: 'v.yaml', isDefault: false, assignments: [] },
    source: { kind: 'scenario', scenario: 'healthy', signals: [] },
    steering: {
      document: { file: 'd.yaml', fileFlag: '--dynamic-config', set: ['reset=true'] },
      start: true,
      stateDir: 's',
    },
    outputs: {
      format: 'json',
      quiet: true,
      overwrite: false,
      trace: { file: 't.ndjson', format: 'ndjson' },
      report: { file: 'r.svg', format: 'svg' },
      open: false,
      expected: ['completed', 'rolled_back'],
      maxBlind: { share: 0.05, rule: '--expect completed allows 5 %, --max-blind sets another share' },
    },
  });
});

test.each<[Partial<SimulateFlags>, number, string]>([
  [{ maxBlind: '10%' }, 0.1, '--max-blind allows 10 %'],
  [{ maxBlind: '12.5 %' }, 0.125, '--max-blind allows 12.5 %'],
  [{ maxBlind: '0.07' }, 0.07, '--max-blind allows 7 %'],
  [{ maxBlind: '0', expect: 'completed' }, 0, '--max-blind allows 0 %'],
  [{ maxBlind: '1', expect: 'completed' }, 1, '--max-blind allows 100 %'],
])('%o is a share of blind ticks', (given, share, rule) => {
  expect(simulateRequest(flags(given)).outputs.maxBlind).toEqual({ share, rule });
});

test.each<Partial<SimulateFlags>>([{}, { expect: 'rolled_back,in_progress' }])(
  '%o allows every share of blind ticks',
  (given) => {
    expect(simulateRequest(flags(given)).outputs.maxBlind).toBeUndefined();
  },
);

test.each<[Partial<SimulateFlags>, string]>([
  [{ scenario: 'healthy', replay: 'r' }, 'USAGE_CONFLICT'],
  [{ signal: ['A=rate'], replay: 'r' }, 'USAGE_CONFLICT'],
  [{ record: 'r' }, 'USAGE_MISSING'],
  [{ from: 'now-1d' }, 'USAGE_MISSING'],
  [{ prometheus: 'http://p', to: 'now' }, 'USAGE_MISSING'],
  [{ prometheus: 'http://p', record: '-' }, 'USAGE_VALUE'],
  [{ prometheus: 'http://p', record: './t.csv', trace: 't.csv' }, 'USAGE_VALUE'],
  [{ prometheus: 'http://p', concurrency: '0' }, 'USAGE_VALUE'],
  [{ prometheus: 'http://p', timeout: '0s' }, 'USAGE_VALUE'],
  [{ duration: 'long' }, 'USAGE_VALUE'],
  [{ trace: 't.txt' }, 'USAGE_VALUE'],
  [{ trace: '-' }, 'USAGE_VALUE'],
  [{ report: 'csv' }, 'USAGE_VALUE'],
  [{ expect: 'completed,done' }, 'USAGE_VALUE'],
  [{ maxBlind: '5' }, 'USAGE_VALUE'],
  [{ maxBlind: '101%' }, 'USAGE_VALUE'],
  [{ maxBlind: '-0.1' }, 'USAGE_VALUE'],
  [{ maxBlind: 'most' }, 'USAGE_VALUE'],
  [{ maxBlind: '' }, 'USAGE_VALUE'],
  [{ maxBlind: '%' }, 'USAGE_VALUE'],
])('%o is refused with %s', (given, code) => {
  expect(() => simulateRequest(flags(given))).toThrow(
    expect.objectContaining({ diagnostics: [expect.objectContaining({ code })] }),
  );
});
