import type { Point } from '../layout.ts';
import { element, escapeXml, fitted } from '../xml.ts';
import { type Figure, METRICS, type Row, signalWidth } from './figure.ts';
import { ANYWHERE, type Ink } from './overlay.ts';
import { textWidth } from './text-width.ts';

const RADIUS = 6;
/** From the middle of a row to the baseline of what is written on it. */
const BASELINE = 3.8;

/** The shine of the signals a box puts out, as far as their names reach; it lies under every line. */
export function drawFigureHalo({ outs, width, reach }: Figure, { x, y }: Point, ink: Ink): string {
  return outs
    .map((row) => {
      const d = `M${x + width} ${y + row.y}H${x + reach}`;
      return `${ink.open(row.key!, ANYWHERE)}${element('path', { class: 'halo', d })}</g>`;
    })
    .join('');
}

/** A box with its header, its ports and, to its right, the names of the signals it puts out. */
export function drawFigure(figure: Figure, at: Point, ink: Ink): string {
  const { box, width, height } = figure;
  return element(
    'g',
    { class: `figure ${box.role}`, transform: `translate(${at.x} ${at.y})` },
    [
      element('title', {}, escapeXml(`${box.name} ${box.id}${box.label && `: ${box.label}`}`)),
      ...figure.outs.map((row) => drawOut(row, figure, ink)),
      element('rect', { class: 'body', width, height, rx: RADIUS }),
      element('path', { class: 'head', d: head(figure) }),
      ...titles(figure),
      ...figure.ins.map((row) => drawIn(row, ink)),
      ...figure.outs.map((row) =>
        portName(row.port, row.y, { x: width - METRICS.padding, 'text-anchor': 'end' }),
      ),
    ].join(''),
  );
}

function titles({ box, title, subtitle, width }: Figure): string[] {
  return [
    fitted(title, textWidth(title, METRICS.title, 'bold'), { class: 'name', x: METRICS.padding, y: 17 }),
    fitted(box.id, textWidth(box.id, 10, 'mono'), {
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

function drawIn(row: Row, ink: Ink): string {
  const y = row.y + BASELINE;
  const port = portName(row.port, row.y, { x: METRICS.padding });
  if (row.key === undefined) return port + pill(row);
  return [
    ink.open(row.key),
    element('path', { class: 'tip', d: `M-5 ${row.y - 4}L1 ${row.y}L-5 ${row.y + 4}z` }),
    port,
    fitted(row.text, signalWidth(row.text), { class: 'signal', x: row.textX, y }),
    reading(row, y, ink),
    '</g>',
  ].join('');
}

/** Its room is kept even where nothing is known yet, so that a page can write there. */
function reading(row: Row, y: number, ink: Ink): string {
  if (!ink.valued) return '';
  const shown = ink.value(row.key!);
  const [gap, room] = [METRICS.valueGap, METRICS.value - METRICS.valueGap];
  const textLength = signalWidth(shown) > room ? room : undefined;
  const place = { class: 'value', x: row.textX + signalWidth(row.text) + gap, y, textLength };
  return element(
    'text',
    textLength ? { ...place, lengthAdjust: 'spacingAndGlyphs' } : place,
    escapeXml(shown),
  );
}

const portName = (
  port: string,
  y: number,
  place: { readonly x: number; readonly 'text-anchor'?: string },
): string =>
  fitted(port, textWidth(port, METRICS.port, 'sans'), { class: 'port', ...place, y: y + BASELINE });

const pill = ({ text, textX, y }: Row): string =>
  element('rect', {
    class: 'pill',
    x: textX,
    y: y - 7.5,
    width: signalWidth(text) + 10,
    height: 15,
    rx: 7.5,
  }) + fitted(text, signalWidth(text), { class: 'constant', x: textX + 5, y: y + BASELINE });

function drawOut(row: Row, { width, reach }: Figure, ink: Ink): string {
  const name = signalWidth(row.text);
  return [
    ink.open(row.key!, ANYWHERE),
    element('path', { class: 'line', d: `M${width} ${row.y}H${reach}` }),
    fitted(row.text, name, { class: 'signal', x: row.textX, y: row.y - 4 }),
    reading(row, row.y - 4, ink),
    '</g>',
  ].join('');
}

function head({ width, height, header }: Figure): string {
  const bottom = Math.min(header - 3, height - 1);
  const right = width - 1;
  const corner = RADIUS - 1;
  return `M1 ${bottom}V${RADIUS}a${corner} ${corner} 0 0 1 ${corner}-${corner}H${right - corner}a${corner} ${corner} 0 0 1 ${corner} ${corner}V${bottom}z`;
}
