import { expect, test } from 'vitest';
import { fillColumns, sharedColumns } from '../../../src/source/columns.ts';
import { openHistory } from '../../../src/source/history.ts';
import type { BatchSource } from '../../../src/source/source.ts';
import { fakeApi } from '../../support/fake-api.ts';

const TICKS = 30_000;
const queries = ['a', 'b'].map((query_string) => ({ signal: query_string, query_string, every: 1 }));
const value = (query: string, time: number) =>
  time % 1000 < 20 ? undefined : time * (query === 'a' ? 1 : -1);

test('a history is read once into memory that workers can share, from the tick on that is asked for', async () => {
  const api = fakeApi({ value });
  const columns = sharedColumns(2, TICKS + 5);
  const source = openHistory({ api, queries, interval: 1, from: 0, to: TICKS });
  const read: number[] = [];
  const diagnostics = await fillColumns(source, columns, { offset: 5, onRead: (ticks) => read.push(ticks) });
  const [a, b] = columns as [Float64Array, Float64Array];
  expect(a.buffer).toBeInstanceOf(SharedArrayBuffer);
  for (let tick = 0; tick < TICKS; tick++) {
    expect(a[tick + 5]).toBe(value('a', tick) ?? Number.NaN);
    expect(b[tick + 5]).toBe(value('b', tick) ?? Number.NaN);
  }
  expect([...a.subarray(0, 5)]).toEqual(Array(5).fill(Number.NaN));
  expect(read).toEqual([11_005, 22_005, TICKS + 5]);
  expect(api.asked.length).toBe(6);
  expect(api.isClosed).toBe(true);
  expect(diagnostics.map(({ code }) => code)).toEqual(['PROM_OPEN_LOOP', 'PROM_GAPS', 'PROM_GAPS']);
});

test('readings that would take more memory than there is are refused before any is asked for', () => {
  expect(() => sharedColumns(4, 2e9)).toThrow(
    expect.objectContaining({ diagnostics: [expect.objectContaining({ code: 'HELD_TOO_LARGE' })] }),
  );
});

test('reading ends where it is interrupted, and the source is closed', async () => {
  const api = fakeApi({ value });
  const source = openHistory({ api, queries, interval: 1, from: 0, to: TICKS });
  const filled = fillColumns(source, sharedColumns(2, TICKS), { offset: 0, signal: AbortSignal.abort() });
  await expect(filled).rejects.toMatchObject({ diagnostics: [{ code: 'INTERRUPTED' }] });
  expect(api.isClosed).toBe(true);
});

test('the recording of a live run that lost time is refused: its ticks stand at unequal distances', async () => {
  const source: Partial<BatchSource> = {
    start: 0,
    ticks: 2,
    batch: 2,
    fill() {},
    faults: () => [{ tick: 1, kind: 'dropped', reason: 'late', shift: 3 }],
  };
  const filled = fillColumns(source as BatchSource, sharedColumns(1, 2), { offset: 0 });
  await expect(filled).rejects.toMatchObject({ diagnostics: [{ code: 'RECORDING_SHIFTED' }] });
});
