import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { tuneRequest } from '../../../../src/cli/tune/request.ts';
import { tune } from '../../../../src/cli/tune/tune.ts';
import { fakeIO } from '../../../support/fake-io.ts';
import { root } from '../../../support/script.ts';

const PLACE = join(root, 'examples/judging');
const values = readFileSync(join(PLACE, 'values.yaml'), 'utf8');

const request = (more = {}) =>
  tuneRequest(
    {
      replay: [join(PLACE, 'two-weeks.recording')],
      detect: 'AVERAGE_LATENCY_0: x1.5',
      every: '6h',
      jobs: '1',
      outputFile: 'tuned.yaml',
      output: 'json',
      ...more,
    },
    ['values.yaml'],
  );

/** Presses Ctrl-C while progress is looked at for the n-th time. */
function interruptedAt(look: number) {
  const io = fakeIO({ files: { 'values.yaml': values } });
  let looks = 0;
  const now = () => {
    looks += 1;
    if (looks === look) io.interrupt();
    return 0;
  };
  return { ...io, now };
}

test('Ctrl-C before the setting in use is known leaves no file and no result', async () => {
  const io = interruptedAt(1);
  await expect(tune(request(), io)).rejects.toMatchObject({ diagnostics: [{ code: 'INTERRUPTED' }] });
  expect([...io.files.keys()]).toEqual(['values.yaml']);
  expect(io.stdout()).toBe('');
});

test('Ctrl-C between two settings gives the best so far, said to be partial, and writes no values file', async () => {
  const io = interruptedAt(20);
  expect(await tune(request({ report: 'tune.html' }), io)).toBe(130);
  const { partial, settings, chosen, luck, folds } = JSON.parse(io.stdout());
  expect({ partial, luck, folds, judged: chosen.judged_on }).toEqual({
    partial: true,
    luck: null,
    folds: [],
    judged: null,
  });
  expect(settings).toBeGreaterThan(0);
  expect([...io.files.keys()]).toEqual(['values.yaml', 'tune.html']);
  expect(io.files.get('tune.html')).toContain('Interrupted: the best of the');
});

test('the file has the chosen numbers, the result says them; the same history gives the same bytes', async () => {
  const run = async () => {
    const io = fakeIO({ files: { 'values.yaml': values } });
    const exit = await tune(request({ maxFalseAlarms: '20%' }), io);
    return { exit, out: io.stdout(), file: io.files.get('tuned.yaml')! };
  };
  const first = await run();
  expect(await run()).toEqual(first);
  const { chosen, in_use, front } = JSON.parse(first.out);
  const [forward, reset] = Object.values(chosen.values);
  expect(first.file).toBe(
    values
      .replace('forward: {threshold: 75}', `forward: {threshold: ${forward}}`)
      .replace('reset: {threshold: 90}', `reset: {threshold: ${reset}}`),
  );
  expect(Number(forward)).toBeLessThanOrEqual(Number(reset));
  expect(chosen.tuned_on.injections[0].caught.count).toBeGreaterThanOrEqual(
    in_use.injections[0].caught.count,
  );
  expect(front.filter((one: { chosen: boolean }) => one.chosen)).toHaveLength(1);
  expect(front.filter((one: { in_use: boolean }) => one.in_use)).toHaveLength(1);
});
