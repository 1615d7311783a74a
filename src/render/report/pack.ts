import type { Packed, PageData } from './page-data.ts';

/** Characters of quotes and names. */
const OVERHEAD = 40;

/**
 * Run-length coded when that is shorter: what is true or false changes seldom, and queries hold their
 * readings.
 */
export function pack(readings: Float64Array, bytes: PageData['bytes']): Packed {
  const values: number[] = [];
  const runs: number[] = [];
  for (const reading of readings) {
    if (runs.length > 0 && Object.is(values.at(-1), reading)) runs[runs.length - 1]! += 1;
    else {
      values.push(reading);
      runs.push(1);
    }
  }
  if (values.length * 2 > readings.length) return { values: floats(readings, bytes) };
  const counts = Buffer.alloc(runs.length * 4);
  for (const [i, run] of runs.entries()) counts.writeUInt32LE(run, i * 4);
  return { values: floats(values, bytes), runs: counts.toString('base64') };
}

/** About how many characters packed readings take. */
export function packedSize(packed: Packed | undefined): number {
  if (!packed) return 0;
  return packed.values.length + (packed.runs?.length ?? 0) + OVERHEAD;
}

/** Little-endian float32 in base64; of three bytes, the upper ones, rounded. */
function floats(readings: ArrayLike<number>, bytes: PageData['bytes']): string {
  const cells = Buffer.alloc(readings.length * bytes);
  const bits = new DataView(new ArrayBuffer(4));
  for (let i = 0; i < readings.length; i++) {
    bits.setFloat32(0, readings[i]!);
    if (bytes === 4) cells.writeUInt32LE(bits.getUint32(0), i * 4);
    else cells.writeUIntLE((bits.getUint32(0) + 0x80) >>> 8, i * 3, 3);
  }
  return cells.toString('base64');
}
