import type { BucketReading, RunView, ViewedDriver } from '../../run/run-view.ts';
import type { SignalSeries } from '../../run/series.ts';
import { formatNumber, withUnit } from '../../text/number.ts';
import { type ChartLayout, chartLayout } from '../chart/chart-layout.ts';
import { fitText } from '../chart/fit-text.ts';
import { acceptBlock, driverBlock } from '../chart/plot-block.ts';
import { timeAxis } from '../chart/time-axis.ts';
import { rangeOf } from '../plot/range.ts';
import type { Mark, Plot } from '../plot/signal-plot.ts';
import { figures } from '../sentence/figures.ts';
import type { PicturedRun, PictureLook } from './look.ts';

/** A chart has no room beside its axis in fewer columns. */
const MIN_COLUMNS = 44;
const PLOT_ROWS = [8, 7, 6, 5, 4, 3, 2] as const;
/** With the accept percentage, which the bar of the ramp shows as well. */
const MIN_ROWS_OF_ALL = 3;
/** The chart of a run that has just begun has room for so many ticks. */
const FRAME_TICKS = 60;

/** The drivers on at most so many lines: charts of all, of the drivers alone, of as many drivers as have room, or readings in words. */
export function chartLines(run: PicturedRun, look: PictureLook, room: number): string[] {
  const { view } = run;
  if (!view || room <= 0) return [];
  if (look.columns < MIN_COLUMNS || view.ticks === 0) return readingLines(view, look).slice(0, room);
  const drivers = view.drivers.map(plotOf(view));
  const accept = run.steps === 0 ? [] : [acceptPlotOf(view)];
  const drawn = { run, view, look, room };
  const all = highestChart([...accept, ...drivers], drawn, MIN_ROWS_OF_ALL);
  if (all) return all;
  for (let count = drivers.length; count > 0; count--) {
    const chart = highestChart(drivers.slice(0, count), drawn);
    if (chart) return chart;
  }
  return readingLines(view, look).slice(0, room);
}

interface Room {
  readonly run: PicturedRun;
  readonly view: RunView;
  readonly look: PictureLook;
  readonly room: number;
}

/** The chart with plots as high as there is room for; without its times where there is none for them. */
function highestChart(plots: readonly Plot[], drawn: Room, minRows = 2): string[] | undefined {
  for (const plotRows of PLOT_ROWS) {
    if (plotRows < minRows || plots.length * (plotRows + 1) > drawn.room) continue;
    const { blocks, axis } = chartOf(plots, plotRows, drawn);
    if (blocks.length + axis.length <= drawn.room) return [...blocks, ...axis];
    if (plotRows === minRows && blocks.length <= drawn.room) return blocks;
  }
  return undefined;
}

interface Chart {
  readonly blocks: string[];
  readonly axis: string[];
}

function chartOf(plots: readonly Plot[], plotRows: number, { run, view, look }: Room): Chart {
  const { columns: width, colour, unicode } = look;
  const frame = Math.ceil(FRAME_TICKS / view.ticks_per_bucket);
  const layout = chartLayout(plots, bucketsOf(view), { width, colour, unicode, plotRows, frame });
  const blocks = plots.flatMap((plot) => blockOf(plot, layout)).map((line) => line.trimEnd());
  return { blocks, axis: axisOf(run, view, layout).map((line) => line.trimEnd()) };
}

const blockOf = (plot: Plot, layout: ChartLayout): string[] =>
  plot.scale === 'share' ? acceptBlock(plot, layout) : driverBlock(plot, layout);

function axisOf(run: PicturedRun, view: RunView, layout: ChartLayout): string[] {
  const { interval_seconds, started_at: from } = run;
  if (from === undefined) return [];
  const source = { kind: 'live', name: null, url: null, server: null, from, to: from } as const;
  const ticks = layout.buckets * view.ticks_per_bucket;
  return timeAxis({ source, ticks, interval_seconds, events: view.events }, layout);
}

function acceptPlotOf(view: RunView): Plot {
  const targets = [...new Set(view.steps.map(({ target }) => target))];
  const column = seriesOf('accept percentage', view.accept, bucketsOf(view));
  const marks = targets.map((value) => ({ value }));
  const shared = { criteria: [], moves: [], low: 0, high: 100 };
  return { scale: 'share', title: 'accept percentage', unit: '%', column, marks, ...shared };
}

const plotOf =
  (view: RunView) =>
  (driver: ViewedDriver): Plot => {
    const { title, unit, signal, criteria } = driver;
    const buckets = bucketsOf(view);
    const column = seriesOf(signal, driver.readings, buckets);
    const marks = criteria.flatMap(({ direction, threshold }): Mark[] =>
      threshold === null ? [] : [{ value: threshold, direction }],
    );
    const [low, high] = rangeOf(
      [column],
      buckets,
      marks.map(({ value }) => value),
    );
    const shown = criteria.map((one) => ({
      direction: one.direction,
      text: criterionText(one, unit),
      setpoint: undefined,
    }));
    const present = { direction: 'forward', text: `now ${nowText(driver)}`, setpoint: undefined } as const;
    return {
      scale: 'reading',
      title,
      unit,
      column,
      marks,
      criteria: [present, ...shown],
      moves: [],
      low,
      high,
    };
  };

const bucketsOf = ({ accept, drivers }: RunView): number =>
  Math.max(accept.length, ...drivers.map(({ readings }) => readings.length));

/** Wide enough for a frame that is not filled yet. */
function seriesOf(name: string, readings: readonly BucketReading[], buckets: number): SignalSeries {
  const cells = Math.max(buckets, FRAME_TICKS);
  const end = (pick: 0 | 1): Float64Array => {
    const ends = new Float64Array(cells).fill(Number.NaN);
    readings.forEach((reading, b) => {
      if (reading !== null) ends[b] = typeof reading === 'number' ? reading : reading[pick];
    });
    return ends;
  };
  const max = end(1);
  return { name, min: end(0), max, last: max };
}

function criterionText(
  { direction, operator, threshold, against }: ViewedDriver['criteria'][number],
  unit: string,
): string {
  const right = threshold === null ? (against ?? '?') : withUnit(formatNumber(threshold), unit);
  return `${direction} ${operator} ${right}`;
}

const nowText = ({ now, unit }: ViewedDriver): string =>
  now === null ? 'no value' : withUnit(figures(now), unit);

/** Each driver's reading on a line. */
const readingLines = ({ drivers }: RunView, { columns, paint }: PictureLook): string[] =>
  drivers.map((driver) => {
    const now = nowText(driver);
    const title = fitText(driver.title, columns - now.length - 1);
    const criteria = driver.criteria.map((one) => criterionText(one, driver.unit)).join(', ');
    const rest = fitText(criteria, columns - title.length - now.length - 3);
    return `${title} ${paint('bold', now)}${rest === '' ? '' : `  ${paint('dim', rest)}`}`;
  });
