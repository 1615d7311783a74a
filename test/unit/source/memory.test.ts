import { expect, test } from 'vitest';
import { openHistory } from '../../../src/source/history.ts';
import { holdReadings, openHeld } from '../../../src/source/memory.ts';
import type { SourceQuery } from '../../../src/source/source.ts';
import { drain } from '../../support/drain.ts';
import { fakeApi } from '../../support/fake-api.ts';

const queries: SourceQuery[] = [
  { signal: 'A', query_string: 'a', every: 1 },
  { signal: 'B', query_string: 'b', every: 3 },
];
const TICKS = 30_000;
const maxBytes = 2 ** 20;

/** Values with a gap in each query. */
const api = () =>
  fakeApi({ value: (query, time) => (time % 1000 < 20 ? undefined : time * (query === 'a' ? 1 : -1)) });
const history = (of = api()) => openHistory({ api: of, queries, interval: 1, from: 0, to: TICKS });
const everies = queries.map(({ every }) => every);

test('runs over held readings see what the source gave, its reasons and gaps, and ask nothing again', async () => {
  const asked = api();
  const held = await holdReadings(history(asked), { queries, interval: 1, maxBytes });
  const requests = asked.asked.length;
  const original = history();
  const given = await drain(original, everies);
  for (let run = 0; run < 2; run++) {
    const source = openHeld(held, queries);
    expect(await drain(source, everies)).toEqual(given);
    expect(source.diagnostics(TICKS)).toEqual(original.diagnostics(TICKS));
    expect(source.facts()).toEqual(original.facts());
  }
  expect(asked.asked.length).toBe(requests);
  expect(asked.isClosed).toBe(true);
});

test('a run may ask for one of the queries, under another name, and for its first ticks', async () => {
  const held = await holdReadings(history(), { queries, interval: 1, ticks: 10, maxBytes });
  const source = openHeld(held, [{ signal: 'OTHER', query_string: 'b', every: 3 }]);
  const column = new Float64Array(10);
  await source.fill([column], 0, 10, Number.NaN);
  expect(source.ticks).toBe(10);
  expect(source.why(0, 3)).toContain('no series');
});

test('more than may be held is refused, and a reading that is interrupted ends', async () => {
  const hold = (options: object) => holdReadings(history(), { queries, interval: 1, maxBytes, ...options });
  await expect(hold({ maxBytes: 1000 })).rejects.toMatchObject({
    diagnostics: [{ code: 'HELD_TOO_LARGE' }],
  });
  await expect(hold({ signal: AbortSignal.abort() })).rejects.toMatchObject({
    diagnostics: [{ code: 'INTERRUPTED' }],
  });
});
