import type { SignalSeries } from '../../run/series.ts';
import { inWallClock } from '../plot/time.ts';
import { acceptPlot, type Rehearsal } from '../plot.ts';
import type { Packed, PageData, PageSignal } from './page-data.ts';

/** The readings of all signals in at most `budget` characters: digits give way first, then buckets are joined in pairs. */
export function pageData(rehearsal: Rehearsal, budget: number): PageData {
  const { result, series } = rehearsal;
  const accept = acceptPlot(rehearsal);
  const moves = Object.fromEntries(
    (accept?.held ?? []).map(({ direction, column }) => [direction, column.name]),
  );
  for (let attempt = 0; ; attempt++) {
    const bytes = attempt === 0 ? 4 : 3;
    const joined = 2 ** Math.max(0, attempt - 1);
    const ticksPerBucket = series.ticksPerBucket * joined;
    const signals = series.columns.map((column) =>
      packSignal(join(column, series.buckets, joined), ticksPerBucket > 1, bytes),
    );
    const size = signals.reduce((sum, signal) => sum + sizeOf(signal), 0);
    if (size > budget && joined < series.buckets) continue;
    const start = inWallClock(result) ? Date.parse(result.source.from) : null;
    return {
      ticks: result.ticks,
      ticksPerBucket,
      bytes,
      interval: result.interval_seconds,
      start,
      accept: accept?.column.name ?? null,
      moves,
      signals,
    };
  }
}

function join({ name, min, max, last }: SignalSeries, buckets: number, by: number): SignalSeries {
  const length = Math.ceil(buckets / by);
  const joined = {
    name,
    min: new Float64Array(length).fill(Number.NaN),
    max: new Float64Array(length).fill(Number.NaN),
    last: new Float64Array(length),
  };
  for (let b = 0; b < buckets; b++) {
    const to = Math.floor(b / by);
    if (!(joined.min[to]! <= min[b]!) && min[b] === min[b]) joined.min[to] = min[b]!;
    if (!(joined.max[to]! >= max[b]!) && max[b] === max[b]) joined.max[to] = max[b]!;
    joined.last[to] = last[b]!;
  }
  return joined;
}

function packSignal({ name, min, max, last }: SignalSeries, hasExtremes: boolean, bytes: 4 | 3): PageSignal {
  if (!hasExtremes) return { name, last: pack(last, bytes) };
  return { name, last: pack(last, bytes), min: pack(min, bytes), max: pack(max, bytes) };
}

/** Run-length coded when that is shorter: what is true or false changes seldom, and queries hold their readings. */
function pack(readings: Float64Array, bytes: 4 | 3): Packed {
  const values: number[] = [];
  const runs: number[] = [];
  for (const reading of readings) {
    if (values.length > 0 && Object.is(values.at(-1), reading)) runs[runs.length - 1]!++;
    else {
      values.push(reading);
      runs.push(1);
    }
  }
  if (values.length * 2 > readings.length) return { values: floats(readings, bytes) };
  const counts = Buffer.alloc(runs.length * 4);
  for (let i = 0; i < runs.length; i++) counts.writeUInt32LE(runs[i]!, i * 4);
  return { values: floats(values, bytes), runs: counts.toString('base64') };
}

function floats(readings: ArrayLike<number>, bytes: 4 | 3): string {
  const cells = Buffer.alloc(readings.length * bytes);
  const bits = new DataView(new ArrayBuffer(4));
  for (let i = 0; i < readings.length; i++) {
    bits.setFloat32(0, readings[i]!);
    if (bytes === 4) cells.writeUInt32LE(bits.getUint32(0), i * 4);
    else cells.writeUIntLE((bits.getUint32(0) + 0x80) >>> 8, i * 3, 3);
  }
  return cells.toString('base64');
}

const sizeOf = ({ name, last, min, max }: PageSignal): number =>
  [last, min, max].reduce(
    (sum, packed) => sum + (packed ? packed.values.length + (packed.runs?.length ?? 0) + 40 : 0),
    name.length + 30,
  );
