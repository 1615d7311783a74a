import { type Diagnostic, fail } from '../errors/rollout-error.ts';
import type { Ticks } from '../text/duration.ts';
import { formatMoment } from '../text/time.ts';
import type { BatchSource } from './source.ts';

export interface FillOptions {
  /** The tick of the columns at which the first of the source stands. */
  readonly offset: Ticks;
  /** When it fires, reading ends. */
  readonly signal?: AbortSignal;
  /** So many ticks of the columns are read. */
  readonly onRead?: (ticks: Ticks) => void;
}

/** What the columns of one history may take in memory, in bytes. */
const MAX_BYTES = 4096 * 2 ** 20;

const BYTES_PER_READING = 8;

/** Columns of so many ticks without a reading, in memory that workers can share. Throws HELD_TOO_LARGE. */
export function sharedColumns(count: number, ticks: Ticks): Float64Array[] {
  if (count * ticks * BYTES_PER_READING > MAX_BYTES)
    throw fail('HELD_TOO_LARGE', { limit: MAX_BYTES / 2 ** 20 });
  return Array.from({ length: count }, () =>
    new Float64Array(new SharedArrayBuffer(ticks * BYTES_PER_READING)).fill(Number.NaN),
  );
}

/**
 * Reads a source from its first tick to its last into columns, query by query, each reading once, and closes it. Its
 * readings must not depend on what a rollout decides. Returns its warnings. Throws what the source throws, RECORDING_SHIFTED
 * and INTERRUPTED.
 */
export async function fillColumns(
  source: BatchSource,
  columns: readonly Float64Array[],
  { offset, signal, onRead }: FillOptions,
): Promise<readonly Diagnostic[]> {
  const { ticks, batch } = source;
  try {
    for (let first = 0; first < ticks && !signal?.aborted; first += batch) {
      const count = Math.min(batch, ticks - first);
      const from = offset + first;
      await source.fill(
        columns.map((column) => column.subarray(from, from + count)),
        first,
        count,
        Number.NaN,
      );
      checkTimes(source);
      onRead?.(from + count);
    }
    if (signal?.aborted) throw fail('INTERRUPTED', {});
    return source.diagnostics(ticks);
  } finally {
    await source.close?.(ticks);
  }
}

/** A reading of every so many ticks holds until the next one, as a circuit sees it; a column begins with one. */
export function holdBetween(column: Float64Array, every: Ticks): void {
  for (let tick = 0; tick < column.length; tick += every)
    column.fill(column[tick]!, tick, Math.min(tick + every, column.length));
}

/** Only the recording of a live run may have ticks that do not stand at equal distances. */
function checkTimes(source: BatchSource): void {
  const moved = source.faults().find(({ shift }) => shift !== undefined);
  if (moved) throw fail('RECORDING_SHIFTED', { at: formatMoment(source.start), tick: moved.tick });
}
