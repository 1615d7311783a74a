import type { RunSeries, SignalSeries } from '../../run/series.ts';
import { greater, lesser } from '../plot/range.ts';
import { inWallClock } from '../plot/time.ts';
import { acceptPlot, type Rehearsal } from '../plot.ts';
import type { Packed, PageData, PageSignal } from './page-data.ts';

/** Characters of names, quotes and brackets. */
const SIGNAL_OVERHEAD = 30;
const PACKED_OVERHEAD = 40;

/**
 * How exactly the readings of a page are given: bytes of each, and how many buckets of the run share a place.
 */
interface Resolution {
  readonly bytes: PageData['bytes'];
  readonly joined: number;
}

/**
 * The readings of all signals in at most `budget` characters: digits give way first, then buckets are joined
 * in pairs.
 */
export function pageData(rehearsal: Rehearsal, budget: number): PageData {
  const { result, series } = rehearsal;
  const accept = acceptPlot(rehearsal);
  let resolution: Resolution = { bytes: 4, joined: 1 };
  let signals = packSignals(series, resolution);
  while (sizeOf(signals) > budget && resolution.joined < series.buckets) {
    resolution = coarser(resolution);
    signals = packSignals(series, resolution);
  }
  return {
    ticks: result.ticks,
    ticksPerBucket: series.ticksPerBucket * resolution.joined,
    bytes: resolution.bytes,
    interval: result.interval_seconds,
    start: inWallClock(result) ? Date.parse(result.source.from) : null,
    accept: accept?.column.name ?? null,
    moves: Object.fromEntries((accept?.moves ?? []).map(({ direction, column }) => [direction, column.name])),
    signals,
  };
}

const coarser = ({ bytes, joined }: Resolution): Resolution => ({
  bytes: 3,
  joined: bytes === 4 ? joined : joined * 2,
});

const packSignals = (series: RunSeries, { bytes, joined }: Resolution): PageSignal[] =>
  series.columns.map((column) => {
    const { name, last, min, max } = joinBuckets(column, series.buckets, joined);
    if (series.ticksPerBucket * joined === 1) return { name, last: pack(last, bytes) };
    return { name, last: pack(last, bytes), min: pack(min, bytes), max: pack(max, bytes) };
  });

function joinBuckets({ name, min, max, last }: SignalSeries, buckets: number, by: number): SignalSeries {
  const length = Math.ceil(buckets / by);
  const invalid = (): Float64Array => new Float64Array(length).fill(Number.NaN);
  const joined = { name, min: invalid(), max: invalid(), last: invalid() };
  for (let b = 0; b < buckets; b++) {
    const to = Math.floor(b / by);
    joined.min[to] = lesser(joined.min[to]!, min[b]!);
    joined.max[to] = greater(joined.max[to]!, max[b]!);
    joined.last[to] = last[b]!;
  }
  return joined;
}

/**
 * Run-length coded when that is shorter: what is true or false changes seldom, and queries hold their
 * readings.
 */
function pack(readings: Float64Array, bytes: PageData['bytes']): Packed {
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

/** About how many characters signals take. */
const sizeOf = (signals: readonly PageSignal[]): number =>
  signals.reduce(
    (sum, { name, last, min, max }) =>
      sum + name.length + SIGNAL_OVERHEAD + packedSize(last) + packedSize(min) + packedSize(max),
    0,
  );

function packedSize(packed: Packed | undefined): number {
  if (!packed) return 0;
  return packed.values.length + (packed.runs?.length ?? 0) + PACKED_OVERHEAD;
}
