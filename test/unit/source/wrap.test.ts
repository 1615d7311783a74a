import { expect, test } from 'vitest';
import { openLive } from '../../../src/source/live.ts';
import { wrapSource } from '../../../src/source/wrap.ts';
import { fakeApi } from '../../support/fake-api.ts';
import { fakeClock } from '../../support/fake-clock.ts';

test('a wrapped source has its own members, and those of the source inside for the rest', async () => {
  const clock = fakeClock(100.5);
  const queries = [{ signal: 'A', query_string: 'a', every: 1 }];
  const inner = openLive({ api: fakeApi({ instant: () => ({ value: 7 }) }), queries, interval: 1, clock });
  const wrapped = wrapSource(inner, { ticks: 3, why: () => 'its own words' });
  const column = new Float64Array(1);
  await wrapped.fill([column], 0, 1, 0);
  expect([column[0], wrapped.why(0, 0), wrapped.ticks]).toEqual([7, 'its own words', 3]);
  expect([wrapped.pace, wrapped.start, wrapped.batch, wrapped.resultsOn]).toEqual([
    'live',
    100,
    1,
    'every tick',
  ]);
  expect(wrapped.pace === 'live' && wrapped.clock).toBe(clock);
  expect(wrapped.facts()).toEqual(inner.facts());
});
