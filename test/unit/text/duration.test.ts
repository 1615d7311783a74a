import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  DURATION_PATTERN,
  formatGo,
  formatSeconds,
  formatShort,
  formatSpoken,
  LONGEST,
  parseDuration,
  ticksOf,
} from '../../../src/text/duration.ts';

describe('parseDuration reads', () => {
  test.each([
    ['0s', 0],
    ['300s', 300],
    ['1.5s', 1.5],
    ['.5s', 0.5],
    ['5.s', 5],
    ['+5m', 300],
    ['1h30m', 5400],
    ['1h0m0.5s', 3600.5],
    ['500ms', 0.5],
    ['250us', 0.00025],
    ['250µs', 0.00025],
    ['250μs', 0.00025],
    ['1ns', 1e-9],
    ['2d', 172_800],
    ['1w', 604_800],
    ['90s30m', 1890],
    ['315576000000s', LONGEST],
  ])('%s', (text, seconds) => {
    expect(parseDuration(text)).toBe(seconds);
    expect(text).toMatch(new RegExp(DURATION_PATTERN));
  });
});

describe('parseDuration refuses', () => {
  test.each([
    '',
    '+',
    '5',
    's',
    '-5s',
    '5 s',
    '5m ',
    '1.2.3s',
    '5y',
    '5M',
    '1e3s',
    '5mm',
    'infs',
    'NaNs',
    '٣s',
  ])('%j', (text) => {
    expect(parseDuration(text)).toBeUndefined();
    expect(text).not.toMatch(new RegExp(DURATION_PATTERN));
  });

  test.each(['315576000001s', '300000y', `${'9'.repeat(400)}s`])('%s, which is too long', (text) => {
    expect(parseDuration(text)).toBeUndefined();
  });
});

describe('forms', () => {
  test.each([
    // seconds, protobuf, Go, spoken
    [0, '0s', '0s', '0 s'],
    [1e-9, '0.000000001s', '1ns', '0 ms'],
    [0.00025, '0.00025s', '250µs', '0 ms'],
    [0.5, '0.5s', '500ms', '500 ms'],
    [1, '1s', '1s', '1 s'],
    [1.5, '1.5s', '1.5s', '1.5 s'],
    [59.96, '59.96s', '59.96s', '1 min'],
    [60, '60s', '1m0s', '1 min'],
    [300, '300s', '5m0s', '5 min'],
    [3600, '3600s', '1h0m0s', '1 h'],
    [5400.25, '5400.25s', '1h30m0.25s', '1 h 30 min'],
    [90_061, '90061s', '25h1m1s', '1 d 1 h'],
    [8_999, '8999s', '2h29m59s', '2 h 30 min'],
    [7_199, '7199s', '1h59m59s', '2 h'],
    [259_200, '259200s', '72h0m0s', '3 d'],
  ])('%d', (seconds, proto, go, spoken) => {
    expect([formatSeconds(seconds), formatGo(seconds), formatSpoken(seconds)]).toEqual([proto, go, spoken]);
  });

  test('both machine forms read back as the same duration', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10 ** 15 }), (nanos) => {
        const seconds = parseDuration(`${nanos}ns`)!;
        expect(parseDuration(formatSeconds(seconds))).toBe(seconds);
        expect(parseDuration(formatGo(seconds))).toBe(seconds);
      }),
    );
  });
});

test.each([
  [300, 1, 300],
  [300, 7, 43],
  [0, 1, 0],
  [0.3, 0.1, 3],
  [1, 0.1, 10],
  [0.05, 1, 1],
  [2.1, 0.7, 3],
])('ticksOf(%d s, %d s) = %d', (duration, interval, ticks) => {
  expect(ticksOf(duration, interval)).toBe(ticks);
});

test.each([
  [0, '0s'],
  [3600, '1h'],
  [5400, '1h30m'],
  [3605, '1h0m5s'],
  [90, '1m30s'],
  [0.5, '500ms'],
])('formatShort: %d s is %s', (seconds, text) => {
  expect(formatShort(seconds)).toBe(text);
  expect(parseDuration(text)).toBe(seconds);
});
