import type { Packed, PageData } from '../page-data.ts';

/** The readings of one signal, one per bucket; extremes only where a bucket holds several ticks. */
export interface Signal {
  readonly last: Float32Array;
  readonly min?: Float32Array;
  readonly max?: Float32Array;
}

export type Signals = ReadonlyMap<string, Signal>;

/** The signals of a page, by name. */
export const readSignals = ({ signals, bytes }: PageData): Signals =>
  new Map(
    signals.map(({ name, last, min, max }) => [
      name,
      {
        last: unpack(last, bytes),
        min: min && unpack(min, bytes),
        max: max && unpack(max, bytes),
      },
    ]),
  );

/**
 * Readings as they were packed: base64 of float32 without their lowest bytes, each repeated as `runs` says.
 */
export function unpack({ values, runs }: Packed, bytes: number): Float32Array {
  const packed = readCells(values, bytes);
  const counts = runs === undefined ? undefined : readCells(runs, 4);
  const readings: number[] = [];
  for (let at = 0; at < packed.byteLength; at += 4) {
    const count = counts?.getUint32(at, true) ?? 1;
    for (let n = 0; n < count; n++) readings.push(packed.getFloat32(at, true));
  }
  return Float32Array.from(readings);
}

/** Cells of four bytes, little-endian: the upper `bytes` of each as the text says, zeros below. */
function readCells(text: string, bytes: number): DataView {
  const raw = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  const cells = new Uint8Array((raw.length / bytes) * 4);
  for (let i = 0; i < raw.length; i++) cells[Math.floor(i / bytes) * 4 + (i % bytes) + 4 - bytes] = raw[i]!;
  return new DataView(cells.buffer);
}
