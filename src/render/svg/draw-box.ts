import type { Box } from '../boxes.ts';
import type { Point } from '../layout.ts';
import { joined } from '../words.ts';
import { element, escapeXml, fitted } from '../xml.ts';
import { METRICS } from './metrics.ts';
import { ANYWHERE, type SignalStyle } from './signal-style.ts';
import { type Row, type SizedBox, signalWidth } from './sized-box.ts';
import { textWidth } from './text-width.ts';

const RADIUS = 6;
/** From the middle of a row to the baseline of what is written on it. */
const BASELINE = 3.8;

/** The halo of the signals a box puts out, as far as their names extend; it lies under every line. */
export function drawBoxHalo({ outs, width, extent }: SizedBox, { x, y }: Point, style: SignalStyle): string {
  return outs
    .map((row) => {
      const d = `M${x + width} ${y + row.y}H${x + extent}`;
      return `${style.open(row.key!, ANYWHERE)}${element('path', { class: 'halo', d })}</g>`;
    })
    .join('');
}

/** A box with its header, its ports and, to its right, the names of the signals it puts out. */
export function drawBox(sized: SizedBox, at: Point, style: SignalStyle): string {
  const { box, width, height } = sized;
  return element(
    'g',
    { class: `box ${box.role}`, transform: `translate(${at.x} ${at.y})` },
    [
      element('title', {}, escapeXml(nameOf(box))),
      ...sized.outs.map((row) => drawOut(row, sized, style)),
      element('rect', { class: 'body', width, height, rx: RADIUS }),
      element('path', { class: 'head', d: headPath(sized) }),
      ...titles(sized),
      ...sized.ins.map((row) => drawIn(row, style)),
      ...sized.outs.map((row) =>
        portName(row.port, row.y, { x: width - METRICS.padding, 'text-anchor': 'end' }),
      ),
    ].join(''),
  );
}

const nameOf = ({ name, id, label }: Box): string => joined([`${name} ${id}`, label], ': ');

function titles({ box, title, subtitle, width }: SizedBox): string[] {
  return [
    fitted(title, textWidth(title, METRICS.title, 'bold'), { class: 'name', x: METRICS.padding, y: 17 }),
    fitted(box.id, textWidth(box.id, METRICS.id, 'mono'), {
      class: 'id',
      x: width - METRICS.padding,
      y: 16.5,
      'text-anchor': 'end',
    }),
    fitted(subtitle, textWidth(subtitle, METRICS.port, 'sans'), {
      class: 'label',
      x: METRICS.padding,
      y: 32.5,
    }),
  ];
}

function drawIn(row: Row, style: SignalStyle): string {
  const y = row.y + BASELINE;
  const port = portName(row.port, row.y, { x: METRICS.padding });
  if (row.key === undefined) return port + pill(row);
  return [
    style.open(row.key),
    element('path', { class: 'tip', d: `M-5 ${row.y - 4}L1 ${row.y}L-5 ${row.y + 4}z` }),
    port,
    fitted(row.text, signalWidth(row.text), { class: 'signal', x: row.textX, y }),
    reading(row, y, style),
    '</g>',
  ].join('');
}

/** Its element is there even where nothing is known yet, so that a page can write into it. */
function reading(row: Row, y: number, style: SignalStyle): string {
  if (!style.hasReadings) return '';
  const text = style.reading(row.key!);
  const x = row.textX + signalWidth(row.text) + METRICS.valueGap;
  const place = { class: 'value', x, y };
  const room = METRICS.value - METRICS.valueGap;
  if (signalWidth(text) > room) return fitted(text, room, place);
  return element('text', place, escapeXml(text));
}

interface Anchor {
  readonly x: number;
  readonly 'text-anchor'?: string;
}

const portName = (port: string, y: number, place: Anchor): string =>
  fitted(port, textWidth(port, METRICS.port, 'sans'), { class: 'port', ...place, y: y + BASELINE });

const pill = ({ text, textX, y }: Row): string =>
  element('rect', {
    class: 'pill',
    x: textX,
    y: y - 7.5,
    width: signalWidth(text) + METRICS.pill,
    height: 15,
    rx: 7.5,
  }) + fitted(text, signalWidth(text), { class: 'constant', x: textX + METRICS.pill / 2, y: y + BASELINE });

function drawOut(row: Row, { width, extent }: SizedBox, style: SignalStyle): string {
  const name = signalWidth(row.text);
  return [
    style.open(row.key!, ANYWHERE),
    element('path', { class: 'line', d: `M${width} ${row.y}H${extent}` }),
    fitted(row.text, name, { class: 'signal', x: row.textX, y: row.y - 4 }),
    reading(row, row.y - 4, style),
    '</g>',
  ].join('');
}

/** The header's background, rounded at its upper corners. */
function headPath({ width, height, header }: SizedBox): string {
  const bottom = Math.min(header - 3, height - 1);
  const right = width - 1;
  const corner = RADIUS - 1;
  const arc = `a${corner} ${corner} 0 0 1 ${corner}`;
  return `M1 ${bottom}V${RADIUS}${arc}-${corner}H${right - corner}${arc} ${corner}V${bottom}z`;
}
