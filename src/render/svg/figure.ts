import { columnName, signalName } from '../../circuit/tree.ts';
import { formatNumber } from '../../text/number.ts';
import type { Box } from '../boxes.ts';
import { shorten, textWidth } from './text-width.ts';

/** Room beside fitted text for viewers that cannot fit it to its length. */
const SLACK = 1.14;

/** Pixels; everything in a figure hangs on these. */
export const METRICS = {
  title: 13,
  port: 11,
  signal: 10.5,
  row: 19,
  middle: 13,
  padding: 9,
  gap: 7,
  /** Ten characters and the gap before them. */
  value: 70,
  valueGap: 6,
  stub: 16,
} as const;

const LONGEST = { title: 36, port: 24, signal: 36 } as const;

/** One port of a figure: what is written beside it, and where. Distances are from the figure's corner. */
export interface Row {
  readonly y: number;
  readonly port: string;
  /** The signal's name, or the constant, as shown. */
  readonly text: string;
  /** Trace column of the signal; absent for constants. */
  readonly column?: string;
  readonly key?: string;
  /** Where `text` starts. */
  readonly textX: number;
}

/** A box with its measures. `width` is the rectangle; `reach` includes the room of the signal names to its right. */
export interface Figure {
  readonly box: Box;
  readonly title: string;
  readonly subtitle: string;
  readonly width: number;
  readonly reach: number;
  readonly height: number;
  readonly header: number;
  readonly ins: readonly Row[];
  readonly outs: readonly Row[];
}

/** Measures a box; `valued` keeps room for a reading beside every signal. */
export function figureOf(box: Box, valued: boolean): Figure {
  const { padding, gap, row } = METRICS;
  const title = shorten(box.name, LONGEST.title);
  const subtitle = shorten(box.label, LONGEST.title);
  const header = subtitle ? 40 : 25;
  const rowAt = (i: number) => header + i * row + METRICS.middle;
  const ins = box.in.map(({ port, feed }, i) => ({
    ...inText(feed),
    port: shorten(port, LONGEST.port),
    y: rowAt(i),
  }));
  const outs = box.out.map(({ port, signal }, i) => ({
    port: shorten(port, LONGEST.port),
    text: shorten(signalName(signal), LONGEST.signal),
    column: columnName(signal),
    key: signal,
    y: rowAt(i),
  }));
  const value = valued ? METRICS.value : 0;
  const names = widest(ins.map(({ port }) => textWidth(port, METRICS.port, 'sans') * SLACK));
  const texts = widest(ins.map(({ text, column }) => signalWidth(text) + (column ? value : 10)));
  const left = ins.length ? padding + names + gap + texts : 0;
  const right = widest(outs.map(({ port }) => textWidth(port, METRICS.port, 'sans') * SLACK));
  const width = Math.ceil(
    Math.max(
      left + (right ? right + gap * 2 : 0) + padding,
      textWidth(title, METRICS.title, 'bold') * SLACK + textWidth(box.id, 10, 'mono') + padding * 2 + gap,
      textWidth(subtitle, METRICS.port, 'sans') * SLACK + padding * 2,
    ),
  );
  const room = widest(outs.map(({ text }) => signalWidth(text) + value));
  return {
    box,
    title,
    subtitle,
    width,
    reach: width + (room ? room + METRICS.stub : 0),
    height: header + Math.max(ins.length, outs.length) * row + (ins.length || outs.length ? 7 : 0),
    header,
    ins: ins.map((entry) => ({ ...entry, textX: padding + names + gap })),
    outs: outs.map((entry) => ({ ...entry, textX: width + gap })),
  };
}

export const signalWidth = (text: string): number => textWidth(text, METRICS.signal, 'mono');

function inText(feed: Box['in'][number]['feed']): { text: string; column?: string; key?: string } {
  if (feed.signal === undefined)
    return { text: Number.isNaN(feed.constant) ? 'NaN' : formatNumber(feed.constant) };
  return {
    text: shorten(signalName(feed.signal), LONGEST.signal),
    column: columnName(feed.signal),
    key: feed.signal,
  };
}

const widest = (widths: readonly number[]): number =>
  widths.reduce((most, width) => Math.max(most, width), 0);
