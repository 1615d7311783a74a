import { DIRECTIONS, type Direction } from '../../rollout/criterion.ts';
import type { SignalSeries } from '../../run/series.ts';
import type { Plot } from '../plot/signal-plot.ts';
import { element } from '../xml.ts';
import { isMissing, isWide, readingsIn, type Segment } from './segments.ts';
import { StepPath } from './step-path.ts';

/** A drawing is so many units wide and high, in whole numbers; whoever shows it stretches it. */
export const DRAWING_WIDTH = 1000;
export const DRAWING_HEIGHT = 400;

/** How far a line may leave the drawing, as a share of its height. */
const OVERSHOOT = 0.02;

const SETBACKS: readonly Direction[] = ['backward', 'reset'];

type ToY = (value: number) => number;
type Segments = readonly Segment[];
type IsShown = (segment: Segment) => boolean;

/** What a plot shows inside its frame: when there was no value, when directions were met, thresholds, and the signal itself. */
export function drawing(plot: Plot, segments: Segments): string {
  const toY = (value: number): number => {
    const share = (value - plot.low) / (plot.high - plot.low);
    return Math.round(DRAWING_HEIGHT * (1 - Math.min(1 + OVERSHOOT, Math.max(-OVERSHOOT, share))));
  };
  return [
    path(
      'span missing',
      spans(segments, (segment) => isMissing(plot.column, segment)),
    ),
    ...DIRECTIONS.map((direction) => path(`span ${direction}`, metSpans(plot, direction, segments))),
    ...marks(plot, toY),
    ...setpoints(plot, segments, toY),
    area(plot, segments, toY),
    path('band', bands(plot.column, segments, toY)),
    path('series', line(plot.column, segments, toY)),
  ].join('');
}

/** A flag wherever the ramp was sent back; its outline makes one tick of a year wide enough to be seen. */
export const flags = (plot: Plot, segments: Segments): string =>
  SETBACKS.map((direction) => path(`flag ${direction}`, metSpans(plot, direction, segments))).join('');

/** Backward and reset are met where they were met at any tick of a segment, forward where it was met at all of them. */
const metSpans = ({ moves }: Plot, direction: Direction, segments: Segments): string =>
  moves
    .filter((move) => move.direction === direction)
    .map(({ column }) =>
      spans(segments, (segment) => {
        const { min, max } = readingsIn(column, segment);
        return (direction === 'forward' ? min : max) > 0;
      }),
    )
    .join('');

const marks = (plot: Plot, toY: ToY): string[] =>
  plot.marks.map(({ value, direction }) =>
    path(`mark ${direction ?? 'step'}`, `M0 ${toY(value)}H${DRAWING_WIDTH}`),
  );

const setpoints = ({ criteria }: Plot, segments: Segments, toY: ToY): string[] =>
  criteria.map(({ setpoint, direction }) => {
    if (!setpoint) return '';
    return path(`mark ${direction}`, line(setpoint, segments, toY));
  });

function path(classes: string, d: string): string {
  if (d === '') return '';
  return element('path', { class: classes, d });
}

/**
 * Through all segments. Several cells in one unit are an upright stroke from least to greatest; one wide cell is a
 * level line at its last reading; without a value there is a gap.
 */
function line(column: SignalSeries, segments: Segments, toY: ToY): string {
  const steps = new StepPath();
  for (const segment of segments) {
    const { min, max, last } = readingsIn(column, segment);
    if (Number.isNaN(min)) steps.skip();
    else if (isWide(segment)) steps.through(segment, toY(Number.isNaN(last) ? max : last));
    else steps.through(segment, toY(min), toY(max));
  }
  return steps.end();
}

/** From least to greatest of each wide cell in which they differ. */
const bands = (column: SignalSeries, segments: Segments, toY: ToY): string =>
  segments
    .filter(isWide)
    .map((segment) => {
      const { min, max } = readingsIn(column, segment);
      if (!(min < max)) return '';
      return `M${segment.x} ${toY(max)}H${segment.end}V${toY(min)}H${segment.x}Z`;
    })
    .join('');

/** A share from the bottom up to its greatest reading; a missing one counts as zero, so that the area closes. */
function area({ scale, column }: Plot, segments: Segments, toY: ToY): string {
  if (scale !== 'share') return '';
  const top = new StepPath();
  for (const segment of segments) {
    const { max } = readingsIn(column, segment);
    top.through(segment, toY(Number.isNaN(max) ? 0 : max));
  }
  const outline = top.end().replace(/^M0 /, '');
  return path('area', `M0 ${DRAWING_HEIGHT}V${outline}V${DRAWING_HEIGHT}H0Z`);
}

/** A rectangle of full height wherever segments are shown. */
function spans(segments: Segments, isShown: IsShown): string {
  let d = '';
  let from: number | undefined;
  for (const segment of segments) {
    const isOn = isShown(segment);
    if (isOn) from ??= segment.x;
    else if (from !== undefined) {
      d += span(from, segment.x);
      from = undefined;
    }
  }
  if (from === undefined) return d;
  return d + span(from, DRAWING_WIDTH);
}

const span = (from: number, to: number): string => `M${from} 0H${to}V${DRAWING_HEIGHT}H${from}Z`;
