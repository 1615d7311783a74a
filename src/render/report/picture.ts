import { withUnit } from '../../text/number.ts';
import { wrapText } from '../chart/fit-text.ts';
import { type Plot, plotsOf } from '../plot.ts';
import { sentence } from '../summary/sentence.ts';
import { OPEN_LOOP } from '../summary.ts';
import { element, escapeXml } from '../xml.ts';
import type { ReportModel } from './model.ts';
import { AXIS_HEIGHT, FLAG_HEIGHT, frameHeight, LEFT, plotBody, RIGHT } from './plot-body.ts';
import { pictureStyle } from './style.ts';
import { wholeView } from './whole-view.ts';

/** Pixels. */
const WIDTH = 1000;
const MARGIN = 24;
const GAP = 12;
const TEXT_HEIGHTS = { title: 26, line: 19, muted: 19, head: 20 } as const;
/** From the baseline of a text down to the next block. */
const DESCENT = 6;

/** Of the labels of an axis, in the widest of their fonts. */
const CHARACTER_WIDTH = 7;

/** Characters a line of text has room for. */
const LINE_LENGTH = 140;

/** A part of the picture; parts stand under one another. */
interface Block {
  readonly height: number;
  readonly draw: (top: number) => string;
}

/** A run as one static picture: title, outcome, accept percentage and drivers. */
export function picture(model: ReportModel): string {
  const parts: string[] = [];
  let y = MARGIN;
  for (const { height, draw } of blocksOf(model)) {
    parts.push(draw(y));
    y += height;
  }
  const size = { width: WIDTH, height: y + MARGIN };
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size.width} ${size.height}" width="${size.width}" height="${size.height}" role="img">`,
    element('title', {}, escapeXml(`${sentence(model)}.`)),
    `<style>${pictureStyle()}</style>`,
    element('rect', { class: 'background', ...size }),
    ...parts.filter((part) => part !== ''),
    '</svg>\n',
  ].join('\n');
}

const gap: Block = { height: GAP, draw: () => '' };

const blocksOf = (model: ReportModel): Block[] => [
  textBlock(model.result.policy, 'title'),
  ...lineBlocks(`${sentence(model)}.`, 'line'),
  ...openLoopBlocks(model),
  gap,
  ...plotsOf(model).flatMap((plot) => [textBlock(titleOf(plot), 'head'), plotBlock(plot, model), gap]),
];

function openLoopBlocks({ result }: ReportModel): Block[] {
  if (result.source.kind !== 'history') return [];
  return lineBlocks(OPEN_LOOP, 'muted');
}

const textBlock = (text: string, style: keyof typeof TEXT_HEIGHTS): Block => ({
  height: TEXT_HEIGHTS[style],
  draw(top) {
    const y = top + TEXT_HEIGHTS[style] - DESCENT;
    return element('text', { class: style, x: MARGIN, y }, escapeXml(text));
  },
});

const lineBlocks = (text: string, style: keyof typeof TEXT_HEIGHTS): Block[] =>
  wrapText(text, LINE_LENGTH).map((line) => textBlock(line, style));

const titleOf = ({ title, unit, criteria }: Plot): string =>
  [withUnit(title, unit), ...criteria.map(({ text }) => text)].join('   ');

function plotBlock(plot: Plot, model: ReportModel): Block {
  const height = frameHeight(plot);
  const width = WIDTH - 2 * MARGIN - LEFT - RIGHT;
  const rooms = [{ name: 'only', room: width / CHARACTER_WIDTH }];
  const inside = plotBody(plot, height, wholeView(model, rooms));
  return {
    height: FLAG_HEIGHT + height + AXIS_HEIGHT,
    draw: (top) =>
      `<svg x="${MARGIN + LEFT}" y="${top + FLAG_HEIGHT}" width="${width}" height="${height}" overflow="visible">${inside}</svg>`,
  };
}
