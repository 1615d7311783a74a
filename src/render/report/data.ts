import { holdTicks } from '../../rollout/forward-hold.ts';
import type { RunResult } from '../../run/result.ts';
import type { SignalSeries } from '../../run/series.ts';
import { isEven, isGap } from '../plot/time.ts';
import { acceptPlot, type Move, type Plot, plotsOf, type Rehearsal } from '../plot.ts';
import { decisionPaths } from './decisions.ts';
import { focusOf } from './focus.ts';
import { pack, packedSize } from './pack.ts';
import type { PageData, PagePlot, PageSignal } from './page-data.ts';
import { type CellSeries, cellSeries } from './series-cells.ts';

/** Characters of a signal's name, quotes and brackets. */
const SIGNAL_OVERHEAD = 30;

/**
 * How exactly the readings of a page are given: bytes of each, and how many buckets of the run share a cell.
 */
interface Resolution {
  readonly bytes: PageData['bytes'];
  readonly joined: number;
}

/** The readings of all signals in cells, and packed. */
interface PackedSeries extends CellSeries {
  readonly signals: readonly PageSignal[];
}

/**
 * What a page's script needs, the readings of all signals in at most `budget` characters: digits give way first,
 * then buckets are joined in pairs.
 */
export function pageData(rehearsal: Rehearsal, budget: number): PageData {
  const { plan, result, series } = rehearsal;
  const accept = acceptPlot(rehearsal);
  let resolution: Resolution = { bytes: 4, joined: 1 };
  let packed = packSeries(rehearsal, resolution);
  while (sizeOf(packed.signals) > budget && resolution.joined < series.buckets) {
    resolution = coarser(resolution);
    packed = packSeries(rehearsal, resolution);
  }
  const { cells, columns, signals } = packed;
  return {
    ticks: result.ticks,
    cells: cells.runs,
    bytes: resolution.bytes,
    interval: result.interval_seconds,
    start: isEven(result) ? Date.parse(result.source.from) : null,
    focus: focusOf(result),
    accept: accept?.column.name ?? null,
    moves: Object.fromEntries((accept?.moves ?? []).map(({ direction, column }) => [direction, column.name])),
    held: heldWindows(result, holdTicks(plan)),
    plots: plotsOf(rehearsal).map(pagePlot),
    decisions: decisionPaths(plan, columns, cells.count),
    signals,
  };
}

/** So many ticks from each gap on. */
const heldWindows = ({ events }: RunResult, ticks: number): PageData['held'] =>
  events.filter(isGap).map(({ tick }) => ({ from: tick, to: tick + ticks }));

const coarser = ({ bytes, joined }: Resolution): Resolution => ({
  bytes: 3,
  joined: bytes === 4 ? joined : joined * 2,
});

const pagePlot = ({ scale, unit, column, marks, criteria, moves }: Plot): PagePlot => ({
  scale,
  unit,
  column: column.name,
  marks,
  setpoints: criteria.flatMap(({ direction, setpoint }) =>
    setpoint ? [{ direction, column: setpoint.name }] : [],
  ),
  moves: moves.map(({ direction, column: { name } }: Move) => ({ direction, column: name })),
});

function packSeries({ series }: Rehearsal, { bytes, joined }: Resolution): PackedSeries {
  const { cells, columns } = cellSeries(series, joined);
  const wide = Array.from({ length: cells.count }, (_, cell) => cell).filter(
    (cell) => cells.sizeOf(cell) > 1,
  );
  return { cells, columns, signals: columns.map((column) => packSignal(column, bytes, wide)) };
}

function packSignal(
  { name, min, max, last }: SignalSeries,
  bytes: PageData['bytes'],
  wide: readonly number[],
): PageSignal {
  if (wide.length === 0) return { name, last: pack(last, bytes) };
  const ofWide = (readings: Float64Array) =>
    pack(
      Float64Array.from(wide, (cell) => readings[cell]!),
      bytes,
    );
  return { name, last: pack(last, bytes), min: ofWide(min), max: ofWide(max) };
}

/** About how many characters signals take. */
const sizeOf = (signals: readonly PageSignal[]): number =>
  signals.reduce(
    (sum, { name, last, min, max }) =>
      sum + name.length + SIGNAL_OVERHEAD + packedSize(last) + packedSize(min) + packedSize(max),
    0,
  );
