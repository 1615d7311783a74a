import { describe, expect, test } from 'vitest';
import { becauseSentence } from '../../../../src/render/sentence/because.ts';
import type { Because, Compared } from '../../../../src/rollout/conditions.ts';

const latency: Compared = {
  direction: 'reset',
  title: 'average latency',
  unit: 'ms',
  signal: 'AVERAGE_LATENCY_0',
  value: 180.4,
  operator: '>',
  threshold: 100,
  threshold_signal: null,
  times_average: null,
  met: true,
  lasts_seconds: 0,
};
const unmet: Compared = { ...latency, direction: 'forward', operator: '<', threshold: 75, met: false };
const average = { threshold: 120.26, threshold_signal: 'RESET_SETPOINT_0', times_average: 1.5 };
const on = { key: 'rollout', value: true } as const;

describe('a sentence', () => {
  test.each<[string, Because, string]>([
    ['met', latency, 'average latency 180 ms > 100 ms (AVERAGE_LATENCY_0)'],
    ['not met', unmet, 'average latency 180 ms, forward needs < 75 ms (AVERAGE_LATENCY_0)'],
    [
      'not met, in logic that is no criterion',
      { ...unmet, direction: null },
      'average latency 180 ms, not < 75 ms (AVERAGE_LATENCY_0)',
    ],
    [
      'met, but not for long enough',
      { ...latency, lasts_seconds: 90 },
      'average latency 180 ms > 100 ms, for less than 1 min 30 s so far (AVERAGE_LATENCY_0)',
    ],
    [
      'not met any more, but not for long enough',
      { ...unmet, lasts_seconds: 30 },
      'average latency 180 ms, not < 75 ms for less than 30 s so far (AVERAGE_LATENCY_0)',
    ],
    [
      'before the first reading',
      { ...unmet, value: null, problem: 'no reading yet' },
      'average latency: no reading yet (AVERAGE_LATENCY_0)',
    ],
    [
      'against its moving average',
      { ...latency, ...average },
      'average latency 180 ms > 120 ms, 1.5 x its average (AVERAGE_LATENCY_0)',
    ],
    [
      'against a signal',
      { ...latency, ...average, times_average: null },
      'average latency 180 ms > 120 ms, RESET_SETPOINT_0 (AVERAGE_LATENCY_0)',
    ],
    [
      'a moving average without a value',
      { ...latency, ...average, threshold: null, met: false },
      'average latency 180 ms, 1.5 x its average: no value yet (AVERAGE_LATENCY_0)',
    ],
    [
      'without a title',
      { ...latency, title: 'PROMQL_0', signal: 'PROMQL_0', unit: '' },
      'PROMQL_0 180 > 100',
    ],
    ['infinite', { ...latency, value: '+Inf' }, 'average latency +Inf ms > 100 ms (AVERAGE_LATENCY_0)'],
    ['a switch', { key: 'rollout', value: false }, 'by rollout: false'],
    ['a number that is set', { key: 'limit', value: 7 }, 'by limit: 7'],
    [
      'a reading',
      { title: 'error rate', unit: '%', signal: 'PROMQL_0', value: 0.3214 },
      'error rate 0.321 % (PROMQL_0)',
    ],
  ])('%s', (_, because, text) => expect(becauseSentence([because]).text).toBe(text));

  test('says a setting that is true beside a comparison at the start alone', () => {
    expect(becauseSentence([on, latency], true).text).toBe(
      'by rollout: true; average latency 180 ms > 100 ms (AVERAGE_LATENCY_0)',
    );
    expect(becauseSentence([on, latency]).text).toBe('average latency 180 ms > 100 ms (AVERAGE_LATENCY_0)');
    expect(becauseSentence([on]).text).toBe('by rollout: true');
    expect(becauseSentence([{ ...on, value: false }, unmet]).text).toBe(
      'by rollout: false; average latency 180 ms, forward needs < 75 ms (AVERAGE_LATENCY_0)',
    );
  });

  test('says all settings after one "by"', () => {
    const limit = { key: 'limit', value: 7 } as const;
    const off = { key: 'rollout', value: false } as const;
    expect(becauseSentence([limit, off]).text).toBe('by limit: 7, rollout: false');
    expect(becauseSentence([off, unmet, limit]).text).toBe(
      'by rollout: false, limit: 7; average latency 180 ms, forward needs < 75 ms (AVERAGE_LATENCY_0)',
    );
  });

  test('names the parts that matter less', () => {
    expect(becauseSentence([on, latency]).asides).toEqual(['(AVERAGE_LATENCY_0)']);
  });
});
