import { expect, test } from 'vitest';
import { type DemoState, demoPicture } from '../../../../src/cli/demo/picture.ts';
import { playScript } from '../../../../src/cli/demo/script.ts';
import { loadSubject } from '../../../../src/cli/demo/subject.ts';
import { readText } from '../../../../src/disk/read-text.ts';
import { widthOf } from '../../../../src/text/width.ts';
import { fakeIO } from '../../../support/fake-io.ts';

const PLACE = { step: 1, steps: 3, accept: 10.5, decision: 'reset', reason: 'too slow' } as const;
const CALM = { isBroken: false, wasBroken: false, isPaused: false, isComplete: false };

async function stateAtEnd(): Promise<DemoState> {
  const subject = await loadSubject(undefined, { ...fakeIO(), read: readText });
  const { series, result } = await playScript(subject, () => {});
  return { ...PLACE, ...CALM, plan: subject.plan, series, times: result, speed: 40, frameTicks: 300 };
}

test.each([
  [80, 24, 4],
  [140, 40, 12],
  [40, 12, 0],
])('at %d x %d it fits, and its last lines say what to press', async (columns, rows, plotRows) => {
  const lines = demoPicture(await stateAtEnd(), { columns, rows, colour: false });
  expect(lines.length).toBeLessThanOrEqual(rows);
  expect(Math.max(...lines.map(widthOf))).toBeLessThanOrEqual(columns);
  expect(lines.at(-1)).toBe('b break   m mend   p pause   q quit');
  expect(lines.filter((line) => / [┤│]/.test(line)).length).toBeGreaterThanOrEqual(2 * plotRows);
});

test('it says where the ramp stands, why, and how the service is', async () => {
  const state = await stateAtEnd();
  const size = { columns: 80, rows: 24, colour: false };
  const lines = demoPicture({ ...state, isBroken: true }, size);
  expect(lines).toContain('t+38m20s  10.5 % of the requests, step 2 of 3: reset');
  expect(lines).toContain('  too slow');
  expect(lines).toContain('service       the new version is six times as slow');
  expect(demoPicture(state, size)).toContain('service       healthy');
});

test('in a terminal that knows ASCII alone the chart is ASCII', async () => {
  const size = { columns: 80, rows: 24, colour: false, unicode: false };
  expect(demoPicture(await stateAtEnd(), size).join('')).toMatch(/^[ -~]+$/);
});

test.each([
  [{}, 'Press b to break the service, and see what the rollout does.'],
  [{ isBroken: true }, 'Too slow: the ramp goes back, and stays low. Press m to mend the service.'],
  [{ wasBroken: true }, 'Mended: the ramp goes forward again. Press q to end.'],
  [{ isPaused: true, isBroken: true }, 'Paused: nothing moves forward. Press p to go on.'],
  [{ isComplete: true }, 'Everybody has the new version. Press b to break it even now, or q to end.'],
])('%o asks for the next key', async (standing, prompt) => {
  const state = { ...(await stateAtEnd()), ...standing };
  expect(demoPicture(state, { columns: 80, rows: 24, colour: false })).toContain(prompt);
});
