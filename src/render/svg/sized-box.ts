import { signalName } from '../../circuit/tree.ts';
import { formatNumber } from '../../text/number.ts';
import type { Box, Inlet } from '../boxes.ts';
import { METRICS } from './metrics.ts';
import { shorten, textWidth } from './text-width.ts';

/** Room beside fitted text for viewers that cannot fit it to its length. */
const SLACK = 1.14;

/** In characters. */
const MAX_LENGTH = { title: 36, port: 24, signal: 36 } as const;

/** What is written beside a port. */
interface PortText {
  readonly port: string;
  /** The signal's name, or the constant, as shown. */
  readonly text: string;
  /** The signal; absent for constants. */
  readonly key?: string;
}

/** One port of a box; distances are from the box's corner. */
export interface Row extends PortText {
  readonly y: number;
  /** Where `text` starts. */
  readonly textX: number;
}

/**
 * A box with its measures. `width` is the rectangle; `extent` includes the room of the signal names to its
 * right.
 */
export interface SizedBox {
  readonly box: Box;
  readonly title: string;
  readonly subtitle: string;
  readonly width: number;
  readonly extent: number;
  readonly height: number;
  readonly header: number;
  readonly ins: readonly Row[];
  readonly outs: readonly Row[];
}

/** Measures a box; `hasReadings` keeps room for a reading beside every signal. */
export function sizeBox(box: Box, hasReadings: boolean): SizedBox {
  const { padding, gap } = METRICS;
  const title = shorten(box.name, MAX_LENGTH.title);
  const subtitle = shorten(box.label, MAX_LENGTH.title);
  const header = subtitle === '' ? METRICS.header : METRICS.headerWithLabel;
  const ins = box.in.map(inText);
  const outs = box.out.map(({ port, signal }) => signalText(port, signal));
  const value = hasReadings ? METRICS.value : 0;
  const inPorts = portsWidth(ins);
  const ports = portsRowWidth(ins, outs, value);
  const width = Math.ceil(Math.max(ports, headerWidth(box, title, subtitle)));
  return {
    box,
    title,
    subtitle,
    width,
    extent: width + outTextsWidth(outs, value),
    height: header + rowsHeight(Math.max(ins.length, outs.length)),
    header,
    ins: rows(ins, header, padding + inPorts + gap),
    outs: rows(outs, header, width + gap),
  };
}

export const signalWidth = (text: string): number => textWidth(text, METRICS.signal, 'mono');

const rows = (texts: readonly PortText[], header: number, textX: number): Row[] =>
  texts.map((text, i) => ({ ...text, y: header + i * METRICS.row + METRICS.middle, textX }));

function rowsHeight(count: number): number {
  if (count === 0) return 0;
  return count * METRICS.row + METRICS.bottom;
}

function inText({ port, feed }: Inlet): PortText {
  if (feed.signal !== undefined) return signalText(port, feed.signal);
  const text = Number.isNaN(feed.constant) ? 'NaN' : formatNumber(feed.constant);
  return { port: shorten(port, MAX_LENGTH.port), text };
}

const signalText = (port: string, key: string): PortText => ({
  port: shorten(port, MAX_LENGTH.port),
  text: shorten(signalName(key), MAX_LENGTH.signal),
  key,
});

function headerWidth(box: Box, title: string, subtitle: string): number {
  const { padding, gap } = METRICS;
  const id = textWidth(box.id, METRICS.id, 'mono');
  return Math.max(
    textWidth(title, METRICS.title, 'bold') * SLACK + id + padding * 2 + gap,
    textWidth(subtitle, METRICS.port, 'sans') * SLACK + padding * 2,
  );
}

/** In ports with what they read on the left, out ports on the right. */
function portsRowWidth(ins: readonly PortText[], outs: readonly PortText[], value: number): number {
  const { padding, gap, pill } = METRICS;
  const inTexts = widest(ins, ({ text, key }) => signalWidth(text) + (key === undefined ? pill : value));
  let width: number = padding;
  if (ins.length > 0) width += padding + portsWidth(ins) + gap + inTexts;
  if (outs.length > 0) width += portsWidth(outs) + gap * 2;
  return width;
}

const portsWidth = (texts: readonly PortText[]): number =>
  widest(texts, ({ port }) => textWidth(port, METRICS.port, 'sans') * SLACK);

/** The room to the right of a box for the names of its signals and their readings. */
function outTextsWidth(outs: readonly PortText[], value: number): number {
  if (outs.length === 0) return 0;
  return widest(outs, ({ text }) => signalWidth(text) + value) + METRICS.stub;
}

const widest = <T>(list: readonly T[], width: (entry: T) => number): number =>
  Math.max(0, ...list.map(width));
