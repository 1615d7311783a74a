import { describe, expect, test } from 'vitest';
import { linkedTick, linkTo } from '../../../../src/render/report/link.ts';

/** A hundred minutes from noon at ten seconds, two days at a minute, and ten minutes from zero. */
const hours = { start: Date.parse('2026-11-03T12:00:00Z'), interval: 10, ticks: 600 };
const days = { start: Date.parse('2026-11-03T12:00:00Z'), interval: 60, ticks: 2880 };
const scenario = { start: null, interval: 0.5, ticks: 1200 };

test('an event links to its tick', () => {
  expect(linkedTick(linkTo(42), hours)).toBe(42);
});

describe('a link into a run opens it at a tick', () => {
  test.each([
    ['#tick=0', hours, 0],
    ['#tick=599', hours, 599],
    ['#t=2026-11-03T12:01:00Z', hours, 6],
    ['#t=2026-11-03T12:01', hours, 6],
    ['#t=2026-11-03T14:01:09+02:00', hours, 6],
    ['#t=2026-11-03T14%3A01%3A09%2B02%3A00', hours, 6],
    ['#t=12:01:00', hours, 6],
    ['#t=13:00', hours, 360],
    ['#t=2026-11-05T11:59:00Z', days, 2879],
    ['#t=0:02:30', scenario, 300],
    ['#t=2m30s', scenario, 300],
  ])('%s', (hash, run, tick) => {
    expect(linkedTick(hash, run)).toBe(tick);
  });
});

describe('a link that names no tick of the run opens it where it opens by itself', () => {
  test.each([
    ['', hours],
    ['#tick=600', hours],
    ['#tick=-1', hours],
    ['#tick=1e2', hours],
    ['#tick=<img src=x>', hours],
    ['#t=11:59:00', hours],
    ['#t=2026-11-03T11:59:00Z', hours],
    ['#t=2026-13-03T11:59:00Z', hours],
    ['#t=%E0%A4%A', hours],
    ['#t=12:01:00', days],
    ['#t=2026-11-03T12:01:00Z', scenario],
    ['#other', hours],
  ])('%s', (hash, run) => {
    expect(linkedTick(hash, run)).toBeUndefined();
  });
});
