import { expect, test } from 'vitest';
import { Cells } from '../../../../src/render/report/cells.ts';
import { detailText, windowText } from '../../../../src/render/report/window-text.ts';

const clock = { start: Date.parse('2025-12-31T23:00:00Z'), interval: 60 };
const cells = new Cells(
  [
    [10, 64],
    [512, 1],
    [100, 64],
  ],
  7552,
);

test.each([
  [clock, { from: 0, to: 7552 }, '31 Dec 2025 23:00 to 6 Jan 2026 04:52 UTC: the whole run, 5 d 6 h'],
  [clock, { from: 60, to: 120.2 }, '1 Jan 2026 00:00 to 1 Jan 2026 01:01 UTC: 1 h 1 min of 5 d 6 h'],
  [{ start: null, interval: 1 }, { from: 0, to: 90 }, 't+0s to t+1m30s: 1 min 30 s of 2 h 6 min'],
])('what is shown is said in words', (run, window, text) => {
  expect(windowText(run, cells, window)).toBe(text);
});

test.each([
  ['where every cell is a tick, nothing', { from: 640, to: 1152 }, /^$/],
  [
    'where cells are narrow, what a place stands for',
    { from: 0, to: 525_600 },
    /^One place of a line stands for up to 64 ticks \(1 h 4 min\)/,
  ],
  [
    'where they are wide, what the band means',
    { from: 0, to: 640 },
    /^Here one step of a line stands for up to 64 ticks \(1 h 4 min\): the band/,
  ],
])('how exact a window is: %s', (_, window, text) => {
  expect(detailText(clock, cells, window)).toMatch(text);
});
