import { DIRECTIONS, type Direction } from '../../rollout/criterion.ts';
import { metReadings } from '../plot/moves.ts';
import { missingSlices, type Slices, slice } from '../plot/range.ts';
import type { Plot } from '../plot.ts';
import { element } from '../xml.ts';
import { StepPath } from './step-path.ts';

/** A drawing is so many units wide and high, in whole numbers; whoever shows it stretches it. */
export const DRAWING_WIDTH = 1000;
export const DRAWING_HEIGHT = 400;

/** How far a line may leave the drawing, as a share of its height. */
const OVERSHOOT = 0.02;

const SETBACKS: readonly Direction[] = ['backward', 'reset'];

type ToY = (value: number) => number;

/** What a plot shows inside its frame: when there was no value, when directions were met, thresholds, and the signal itself. */
export function drawing(plot: Plot, buckets: number): string {
  const toY = (value: number): number => {
    const share = (value - plot.low) / (plot.high - plot.low);
    return Math.round(DRAWING_HEIGHT * (1 - Math.min(1 + OVERSHOOT, Math.max(-OVERSHOOT, share))));
  };
  const series = slice(plot.column, buckets, DRAWING_WIDTH);
  return [
    path('span missing', spans(missingSlices(plot.column, buckets, DRAWING_WIDTH))),
    ...metSpans(plot, buckets),
    ...marks(plot, toY),
    ...setpoints(plot, buckets, toY),
    area(plot, series, toY),
    path('series', line(series, toY)),
  ].join('');
}

const metSpans = (plot: Plot, buckets: number): string[] =>
  DIRECTIONS.map((direction) =>
    path(`span ${direction}`, metReadingsOf(plot, direction, buckets).map(spans).join('')),
  );

/** A flag wherever the ramp was sent back; its outline makes one tick of a year wide enough to be seen. */
export const flags = (plot: Plot, buckets: number): string =>
  SETBACKS.map((direction) =>
    path(`flag ${direction}`, metReadingsOf(plot, direction, buckets).map(spans).join('')),
  ).join('');

const metReadingsOf = ({ moves }: Plot, direction: Direction, buckets: number): Float64Array[] =>
  moves
    .filter((move) => move.direction === direction)
    .map((move) => metReadings(move, buckets, DRAWING_WIDTH));

const marks = (plot: Plot, toY: ToY): string[] =>
  plot.marks.map(({ value, direction }) =>
    path(`mark ${direction ?? 'step'}`, `M0 ${toY(value)}H${DRAWING_WIDTH}`),
  );

const setpoints = ({ criteria }: Plot, buckets: number, toY: ToY): string[] =>
  criteria.map(({ setpoint, direction }) => {
    if (!setpoint) return '';
    return path(`mark ${direction}`, line(slice(setpoint, buckets, DRAWING_WIDTH), toY));
  });

function path(classes: string, d: string): string {
  if (d === '') return '';
  return element('path', { class: classes, d });
}

/** Through all slices; a slice with extremes apart is a vertical stroke, one without a value a gap. */
function line({ min, max }: Slices, toY: ToY): string {
  const steps = new StepPath();
  for (let x = 0; x < min.length; x++) {
    if (Number.isNaN(min[x]!)) steps.skip();
    else steps.through(x, toY(min[x]!), toY(max[x]!));
  }
  return steps.end();
}

/**
 * A share from the bottom up to the greatest reading of each slice; a missing one counts as zero, so that it
 * closes.
 */
function area({ scale }: Plot, { max, last }: Slices, toY: ToY): string {
  if (scale !== 'share') return '';
  const top = max.map((reading) => (Number.isNaN(reading) ? 0 : reading));
  const outline = line({ min: top, max: top, last }, toY).replace(/^M0 /, '');
  return path('area', `M0 ${DRAWING_HEIGHT}V${outline}V${DRAWING_HEIGHT}H0Z`);
}

/** A rectangle of full height wherever a signal is true. */
function spans(readings: Float64Array): string {
  let d = '';
  let from = 0;
  while (from < readings.length) {
    let to = from;
    while (to < readings.length && readings[to]! > 0) to++;
    if (to > from) d += `M${from} 0H${to}V${DRAWING_HEIGHT}H${from}Z`;
    from = to + 1;
  }
  return d;
}
