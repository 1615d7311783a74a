import { expect, test } from 'vitest';
import { labelStart, type TimeSpan, timeMarks } from '../../../../src/render/plot/time-marks.ts';

const utc = (from: string, to: string, interval: number): TimeSpan => ({
  clock: 'utc',
  from: Date.parse(from) / 1000,
  to: Date.parse(to) / 1000,
  interval,
});
const own = (to: number, interval: number): TimeSpan => ({ clock: 'run', from: 0, to, interval });

const TEN_MINUTES = utc('2026-11-03T12:00:00Z', '2026-11-03T12:10:00Z', 1);
const NEW_YEAR = utc('2026-12-31T18:07:00Z', '2027-01-01T06:10:00Z', 10);
const TWO_DAYS = utc('2026-11-03T12:00:00Z', '2026-11-05T12:10:00Z', 10);
const MONTH = utc('2026-11-03T12:00:00Z', '2026-12-03T12:00:00Z', 60);
const YEAR = utc('2025-11-20T00:00:00Z', '2026-11-20T00:00:00Z', 60);

/** `12:00[3 Nov 2026 UTC] 12:05 12:10`. */
const shown = (span: TimeSpan, room: number): string =>
  timeMarks(span, room)
    .map(({ text, date }) => (date === '' ? text : `${text}[${date}]`))
    .join(' ');

test.each<[string, TimeSpan, number, string]>([
  ['ten minutes', TEN_MINUTES, 20, '12:00[3 Nov 2026 UTC] 12:10'],
  ['ten minutes', TEN_MINUTES, 33, '12:00[3 Nov 2026 UTC] 12:05 12:10'],
  ['ten minutes', TEN_MINUTES, 70, '12:00[3 Nov 2026 UTC] 12:02 12:04 12:06 12:08 12:10'],
  ['a night', NEW_YEAR, 70, '20:00[31 Dec 2026 UTC] 22:00 00:00[1 Jan 2027] 02:00 04:00 06:00'],
  ['a night', NEW_YEAR, 20, '00:00[1 Jan 2027 UTC]'],
  ['two days', TWO_DAYS, 33, '4 Nov[2026 UTC] 5 Nov'],
  ['two days', TWO_DAYS, 70, '12:00 00:00[4 Nov 2026 UTC] 12:00 00:00[5 Nov] 12:00'],
  ['a month', MONTH, 33, '9 Nov[2026 UTC] 23 Nov'],
  ['a month', MONTH, 70, '7 Nov[2026 UTC] 11 Nov 15 Nov 19 Nov 23 Nov 27 Nov 1 Dec'],
  ['a year', YEAR, 33, 'Jan[2026 UTC] Apr Jul Oct'],
  ['a year', YEAR, 90, 'Dec Jan[2026 UTC] Feb Mar Apr May Jun Jul Aug Sep Oct Nov'],
  ['ten years', utc('2025-11-03T00:00:00Z', '2035-11-03T00:00:00Z', 60), 33, '2030[UTC] 2035'],
  ['the calendar', utc('0001-01-01T00:00:00Z', '9999-01-01T00:00:00Z', 60), 70, '2000[UTC] 4000 6000 8000'],
  [
    'ten seconds',
    utc('2026-11-03T12:00:58Z', '2026-11-03T12:01:08Z', 1),
    80,
    '12:00:58[3 Nov 2026 UTC] 12:01:00 12:01:02 12:01:04 12:01:06 12:01:08',
  ],
  [
    'one tick',
    utc('2026-11-03T12:00:03Z', '2026-11-03T12:00:04Z', 1),
    60,
    '12:00:03[3 Nov 2026 UTC] 12:00:04',
  ],
  [
    'ticks of 100 ms',
    utc('2026-11-03T12:00:03Z', '2026-11-03T12:00:03.2Z', 0.1),
    60,
    '12:00:03.0[3 Nov 2026 UTC] 12:00:03.1 12:00:03.2',
  ],
  ['ten minutes of its own clock', own(600, 1), 70, 't+0s t+2m t+4m t+6m t+8m t+10m'],
  ['half a second of its own clock', own(0.5, 0.1), 33, 't+0s t+200ms t+400ms'],
  ['thirty days of its own clock', own(30 * 86_400, 10), 33, 't+0s t+10d t+20d t+30d'],
  ['an axis too narrow for one label', TEN_MINUTES, 4, ''],
])('marks of %s', (_title, span, room, texts) => {
  expect(shown(span, room)).toBe(texts);
});

test('a mark stands at its moment', () => {
  expect(timeMarks(TWO_DAYS, 33).map(({ at }) => new Date(at * 1000).toISOString())).toEqual([
    '2026-11-04T00:00:00.000Z',
    '2026-11-05T00:00:00.000Z',
  ]);
});

test('labels of a row never come closer than two characters, whatever the span and the room', () => {
  const spans = [TEN_MINUTES, NEW_YEAR, TWO_DAYS, MONTH, YEAR, own(600, 1), own(30 * 86_400, 10)];
  for (const span of spans) {
    for (let room = 20; room < 200; room++) {
      const marks = timeMarks(span, room);
      expect(marks.length).toBeGreaterThan(0);
      for (const row of ['text', 'date'] as const) {
        let free = 0;
        for (const mark of marks.filter((one) => one[row] !== '')) {
          const share = (mark.at - span.from) / (span.to - span.from);
          const start = labelStart(share * room, mark[row].length, room);
          expect(start).toBeGreaterThanOrEqual(free);
          free = start + mark[row].length + 2;
        }
      }
    }
  }
});

test('labels are centred, but stay on the axis', () => {
  expect([0, 2, 10, 19].map((at) => labelStart(at, 6, 20))).toEqual([0, 0, 7, 14]);
});
