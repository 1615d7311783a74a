import { describe, expect, test } from 'vitest';
import { formatMoment, parseMoment } from '../../../src/text/time.ts';

const NOW = 1_700_000_000;

describe('parseMoment reads', () => {
  test.each([
    ['1700000000', 1_700_000_000],
    ['1700000000.25', 1_700_000_000.25],
    ['0', 0],
    ['2023-11-14T22:13:20Z', NOW],
    ['2023-11-14t22:13:20z', NOW],
    ['2023-11-14 22:13:20Z', NOW],
    ['2023-11-14T22:13:20.500Z', NOW + 0.5],
    ['2023-11-15T00:13:20+02:00', NOW],
    ['now', NOW],
    ['now-7d', NOW - 604_800],
    ['now-1h30m', NOW - 5400],
    ['now+5m', NOW + 300],
  ])('%s', (text, moment) => expect(parseMoment(text, NOW)).toBe(moment));
});

test.each([
  '',
  'yesterday',
  'now-',
  'now-7',
  'now 7d',
  '-5',
  '1e9',
  '2023-11-14',
  '2023-11-14T22:13:20',
  '2023-11-14T22:13Z',
  '2023-13-14T22:13:20Z',
  '2023-02-30T00:00:00Z',
  '2023-11-14T25:00:00Z',
  '2023-11-14T22:13:20+2:00',
  '253402300800',
  '8640000000001',
  'now-9999999d',
])('parseMoment refuses %j', (text) => expect(parseMoment(text, NOW)).toBeUndefined());

test('formatMoment prints UTC with milliseconds', () => {
  expect(formatMoment(NOW + 0.0004)).toBe('2023-11-14T22:13:20.000Z');
  expect(formatMoment(NOW + 0.25)).toBe('2023-11-14T22:13:20.250Z');
});

test.each([
  [1e300, '+275760-09-13T00:00:00.000Z'],
  [-1e300, '-271821-04-20T00:00:00.000Z'],
  [Number.POSITIVE_INFINITY, '+275760-09-13T00:00:00.000Z'],
  [Number.NaN, 'no time'],
])('formatMoment prints %d, which a server may send', (moment, text) =>
  expect(formatMoment(moment)).toBe(text),
);
