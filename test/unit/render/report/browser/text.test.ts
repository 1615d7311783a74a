import { expect, test } from 'vitest';
import { readingText, timeText } from '../../../../../src/render/report/browser/text.ts';

const data = { ticks: 1, cells: [[1, 1]], bytes: 4, interval: 0.5, start: null } as const;
const focus = { tick: 0, kind: 'end', from: 0, to: 1 } as const;
const decisions = { hops: [], paths: [], cells: [] };
const page = {
  ...data,
  focus,
  decisions,
  held: [],
  plots: [],
  accept: null,
  moves: {},
  signals: [],
} as const;

test.each([
  [77.1234567, 4, '77.1235'],
  [77.1234567, 3, '77.123'],
  [0, 4, '0'],
  [Number.NaN, 4, 'invalid'],
  [Number.POSITIVE_INFINITY, 4, '+Inf'],
  [Number.NEGATIVE_INFINITY, 4, '-Inf'],
] as const)('%d in %d bytes reads %s', (reading, bytes, text) => {
  expect(readingText({ ...page, bytes }, reading)).toBe(text);
});

test.each([
  [null, 0, 't+0s'],
  [null, 3, 't+1.5s'],
  [null, 120, 't+1m0s'],
  [null, 7320, 't+1h1m0s'],
  [Date.parse('2026-11-03T12:00:00Z'), 20, '2026-11-03 12:00:10 UTC'],
] as const)('with a start of %s, tick %d is at %s', (start, tick, text) => {
  expect(timeText({ ...page, start }, tick)).toBe(text);
});
