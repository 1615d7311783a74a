import type { SignalSeries } from '../../../run/series.ts';
import { rangeOf } from '../../plot/range.ts';
import type { Plot } from '../../plot/signal-plot.ts';
import type { TickWindow } from '../cells.ts';
import { spanOfWindow } from '../clock.ts';
import { DRAWING_WIDTH } from '../drawing.ts';
import type { PagePlot } from '../page-data.ts';
import { plotBody } from '../plot-body.ts';
import { segmentsOf } from '../segments.ts';
import type { View } from './cursor.ts';
import { all } from './dom.ts';
import type { Run } from './run.ts';
import type { Zoom } from './zoom.ts';

/** Of the labels of an axis, in pixels. */
const CHARACTER_WIDTH = 7;

/** A plot and its place on the page. */
interface PlacedPlot {
  readonly plot: Plot;
  readonly place: Element;
  readonly height: number;
}

/** Draws every plot for a window of the run, the readings to the scale of what is seen of them. */
export function drawPlots(run: Run): (window: TickWindow) => void {
  const placed = placedPlots(run);
  return (window) => {
    const segments = segmentsOf(run.cells, window, DRAWING_WIDTH);
    const [from, to] = [segments[0]?.from ?? 0, segments.at(-1)?.to ?? 0];
    const span = spanOfWindow(run.data, window);
    for (const { plot, place, height } of placed) {
      const room = place.getBoundingClientRect().width / CHARACTER_WIDTH;
      const view = { segments, span, rooms: [{ name: 'only', room }] };
      place.querySelector('.content')!.innerHTML = plotBody(scaled(plot, from, to), height, view);
    }
  };
}

function placedPlots(run: Run): PlacedPlot[] {
  const places = all('svg.plot');
  return run.data.plots.flatMap((plot, i) => {
    const place = places[i];
    const found = place && plotOf(plot, run);
    return found ? [{ plot: found, place, height: Number(place.getAttribute('data-frame')) }] : [];
  });
}

function plotOf({ scale, unit, column, marks, setpoints, moves }: PagePlot, run: Run): Plot | undefined {
  const series = run.signal(column);
  if (!series) return undefined;
  return {
    scale,
    unit,
    title: column,
    column: series,
    marks,
    criteria: setpoints.map(({ direction, column: name }) => ({
      direction,
      text: '',
      setpoint: run.signal(name),
    })),
    moves: moves.flatMap(({ direction, column: name }) => {
      const found = run.signal(name);
      return found ? [{ direction, column: found }] : [];
    }),
    low: 0,
    high: 100,
  };
}

/** A reading's plot with the range of the cells shown; thresholds are always in it. */
function scaled(plot: Plot, from: number, to: number): Plot {
  if (plot.scale === 'share') return plot;
  const shown = ({ name, min, max, last }: SignalSeries): SignalSeries => ({
    name,
    min: min.subarray(from, to),
    max: max.subarray(from, to),
    last: last.subarray(from, to),
  });
  const columns = [plot.column, ...plot.criteria.flatMap(({ setpoint }) => setpoint ?? [])];
  const thresholds = plot.marks.map(({ value }) => value);
  const [low, high] = rangeOf(columns.map(shown), to - from, thresholds);
  return { ...plot, low, high };
}

/** Moves the cursor's line over every plot and writes the reading beside its title. */
export function plotsView(run: Run, zoom: Zoom): View {
  const lines = all<SVGLineElement>('svg.plot .cursor');
  const readings = all('[data-reading]');
  return ({ cell }) => {
    const { from, to } = zoom.window;
    const middle = run.cells.startOf(cell) + run.cells.sizeOf(cell) / 2;
    const share = (middle - from) / (to - from);
    const x = `${share * 100}%`;
    for (const line of lines) {
      line.setAttribute('visibility', share < 0 || share > 1 ? 'hidden' : 'visible');
      line.setAttribute('x1', x);
      line.setAttribute('x2', x);
    }
    for (const reading of readings)
      reading.textContent = run.textAt(reading.getAttribute('data-reading') ?? '', cell);
  };
}
