import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { assess } from '../../../../src/cli/assess/assess.ts';
import type { AssessFlags } from '../../../../src/cli/assess/flags.ts';
import { assessRequest } from '../../../../src/cli/assess/request.ts';
import { type FakeIO, fakeIO } from '../../../support/fake-io.ts';
import { recordSeries } from '../../../support/record-series.ts';

const directory = mkdtempSync(join(tmpdir(), 'rollout-assess-'));
afterAll(() => rmSync(directory, { recursive: true }));

const VALUES = `# blueprint: promql
policy:
  policy_name: checkout
  evaluation_interval: 60s
  load_ramp:
    sampler: {selectors: [{service: any, control_point: ingress}]}
    steps: [{target_accept_percentage: 1, duration: 0s}, {target_accept_percentage: 100, duration: 3m}]
  drivers:
    promql_drivers:
      - query_string: latency
        criteria: {forward: {operator: lt, threshold: 75}, reset: {operator: gt, threshold: 100}}
`;

const recording = recordSeries(join(directory, 'a'), { interval: 60, series: ['latency=50*200 120 50*199'] });

const request = (given: Partial<AssessFlags>) =>
  assessRequest({
    valuesFile: 'values.yaml',
    replay: [recording],
    every: '1m',
    horizon: '10m',
    jobs: '1',
    output: 'json',
    ...given,
  });

/** The clock is looked at after every 16 rehearsals: at one of these looks somebody presses Ctrl-C. */
function interruptedAfter(looks: number, given: Partial<AssessFlags>): { io: FakeIO; done: Promise<number> } {
  const io = fakeIO({ files: { 'values.yaml': VALUES } });
  let isRehearsing = false;
  let seen = 0;
  const now = () => {
    // The first look after the one that began to read is that of the work that is shown next.
    if (isRehearsing) seen++;
    if (seen === looks) io.interrupt();
    return io.now();
  };
  const watched = {
    ...io,
    now,
    report: (...all: Parameters<typeof io.report>) => {
      isRehearsing = true;
      io.report(...all);
    },
  };
  return { io, done: assess(request(given), watched) };
}

test('after Ctrl-C the rehearsals that are done are assessed, spread over the history, and said to be a part', async () => {
  const { io, done } = interruptedAfter(5, {});
  expect(await done).toBe(130);
  const assessment = JSON.parse(io.stdout());
  expect(assessment).toMatchObject({ partial: true, rehearsals: { count: 64 } });
  expect(assessment.false_alarms.reset.count).toBeLessThanOrEqual(4);
});

test('a part of an assessment that is interrupted is not written, nor one without a rehearsal', async () => {
  const part = join(directory, 'part');
  const { io, done } = interruptedAfter(3, { shard: '1/2', outputFile: part });
  await expect(done).rejects.toMatchObject({ diagnostics: [{ code: 'INTERRUPTED' }] });
  expect(io.stdout()).toBe('');
  expect(io.files.has(part)).toBe(false);
});

test('the smallest effect that is caught is searched on each injected signal', async () => {
  const io = fakeIO({ files: { 'values.yaml': VALUES } });
  expect(await assess(request({ inject: ['PROMQL_0: x3'] }), io)).toBe(0);
  // A mean of 50 is over 100 where the share of the feature and its factor make it so.
  const { smallest_effect_caught, injections } = JSON.parse(io.stdout());
  expect(injections[0].caught.share).toBe(1);
  expect(Object.keys(smallest_effect_caught)).toEqual(['PROMQL_0']);
  expect(smallest_effect_caught.PROMQL_0).toMatch(/^x[23]\.\d+$/);
});
