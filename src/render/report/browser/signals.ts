import type { SignalSeries } from '../../../run/series.ts';
import { Cells } from '../cells.ts';
import type { Packed, PageData, PageSignal } from '../page-data.ts';

/** The readings of a run in cells: every signal by name. */
export interface PageSeries {
  readonly cells: Cells;
  readonly signals: ReadonlyMap<string, SignalSeries>;
}

/** The signals of a page, by name. */
export function readSignals({ cells: runs, ticks, bytes, signals }: PageData): PageSeries {
  const cells = new Cells(runs, ticks);
  return {
    cells,
    signals: new Map(signals.map((signal) => [signal.name, readSignal(signal, bytes, cells)])),
  };
}

/** A cell of one tick has its reading for its extremes. */
function readSignal({ name, last, min, max }: PageSignal, bytes: number, cells: Cells): SignalSeries {
  const readings = unpack(last, bytes);
  if (!min || !max) return { name, last: readings, min: readings, max: readings };
  const [ofWideMin, ofWideMax] = [unpack(min, bytes), unpack(max, bytes)];
  const [least, most] = [readings.slice(), readings.slice()];
  let wide = 0;
  for (let cell = 0; cell < cells.count; cell++) {
    if (cells.sizeOf(cell) === 1) continue;
    least[cell] = ofWideMin[wide]!;
    most[cell] = ofWideMax[wide]!;
    wide++;
  }
  return { name, last: readings, min: least, max: most };
}

/**
 * Readings as they were packed: base64 of float32 without their lowest bytes, each repeated as `runs` says.
 */
export function unpack({ values, runs }: Packed, bytes: number): Float64Array {
  const packed = readCells(values, bytes);
  const counts = runs === undefined ? undefined : readCells(runs, 4);
  const readings: number[] = [];
  for (let at = 0; at < packed.byteLength; at += 4) {
    const count = counts?.getUint32(at, true) ?? 1;
    for (let n = 0; n < count; n++) readings.push(packed.getFloat32(at, true));
  }
  return Float64Array.from(readings);
}

/** Cells of four bytes, little-endian: the upper `bytes` of each as the text says, zeros below. */
function readCells(text: string, bytes: number): DataView {
  const raw = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  const count = raw.length / bytes;
  const cells = new Uint8Array(count * 4);
  for (let i = 0; i < count; i++) cells.set(raw.subarray(i * bytes, (i + 1) * bytes), (i + 1) * 4 - bytes);
  return new DataView(cells.buffer);
}
