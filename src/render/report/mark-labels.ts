import type { SignalSeries } from '../../run/series.ts';
import { formatNumber } from '../../text/number.ts';
import type { Plot } from '../plot/signal-plot.ts';
import { spread } from '../plot/spread.ts';
import { element, escapeXml, round } from '../xml.ts';
import { TO_BASELINE } from './value-axis.ts';

/** Pixels from one label to the next. */
export const LINE_HEIGHT = 13;

/** Pixels from the frame to where a line to a label bends, and to the label. */
const BEND = 4;
const INDENT = 12;

/** A label beside a frame, and where what it names meets the frame. */
interface Label {
  readonly kind: string;
  readonly text: string;
  readonly unit: string;
  readonly y: number;
}

type ToY = (value: number) => number;

/** A frame `height` pixels high that shows the readings before `end`. */
interface LabelledFrame {
  readonly end: number;
  readonly height: number;
  readonly toY: ToY;
}

/** Labels of thresholds and steps right of a frame, each with a line to its place; those too close are moved apart. */
export function markLabels(plot: Plot, { end, height, toY }: LabelledFrame): string {
  const all = [...marksOf(plot, toY), ...setpointsOf(plot, end, toY)].sort((a, b) => a.y - b.y);
  const labels = thinned(all, height / LINE_HEIGHT);
  const range = { distance: LINE_HEIGHT, first: 0, last: height };
  const places = spread(
    labels.map(({ y }) => y),
    range,
  );
  const shown = labels.map((label, i) => labelAt(label, round(places[i]!)));
  return `<svg x="100%" overflow="visible">${shown.join('')}</svg>`;
}

const marksOf = ({ marks, unit }: Plot, toY: ToY): Label[] =>
  marks.map(({ value, direction }) => ({
    kind: direction ?? 'step',
    text: [direction ?? [], formatNumber(value)].flat().join(' '),
    unit: unit === '' ? '' : ` ${unit}`,
    y: toY(value),
  }));

/** Every second or third of the labels where there is no room for all. */
function thinned(labels: readonly Label[], max: number): readonly Label[] {
  const every = Math.ceil(labels.length / max);
  return labels.filter((_, i) => i % every === 0);
}

/** A threshold that moves is named where it ends. */
const setpointsOf = ({ criteria }: Plot, shown: number, toY: ToY): Label[] =>
  criteria.flatMap(({ direction, setpoint }) => {
    const end = setpoint && lastReading(setpoint, shown);
    return end === undefined ? [] : [{ kind: direction, text: direction, unit: '', y: toY(end) }];
  });

const lastReading = ({ last }: SignalSeries, end: number): number | undefined =>
  last.subarray(0, end).findLast(Number.isFinite);

function labelAt({ kind, text, unit, y }: Label, place: number): string {
  const unitText = unit === '' ? '' : element('tspan', { class: 'unit' }, escapeXml(unit));
  return [
    element('path', { class: `leader ${kind}`, d: `M0 ${y}H${BEND}L${INDENT - 3} ${place}` }),
    element(
      'text',
      { class: `word ${kind}`, x: INDENT, y: place + TO_BASELINE },
      `${escapeXml(text)}${unitText}`,
    ),
  ].join('');
}
