import { wrapText } from '../chart/fit-text.ts';
import { acceptPlot, driverPlots, type Plot } from '../plot.ts';
import { sentence } from '../summary/sentence.ts';
import { OPEN_LOOP } from '../summary.ts';
import { element, escapeXml } from '../xml.ts';
import type { ReportModel } from './model.ts';
import { AXIS_HEIGHT, plotBody } from './plot-body.ts';
import { pictureStyle } from './style.ts';

const WIDTH = 1000;
const MARGIN = 24;
const INNER = WIDTH - 2 * MARGIN;
const CHARACTERS = 140;
const HEIGHTS = { title: 26, line: 19, head: 20, accept: 190, driver: 130, gap: 12 } as const;

/** The course of a run as one static picture: title, verdict, accept percentage and drivers. */
export function picture(model: ReportModel): string {
  const parts: string[] = [];
  let y: number = MARGIN;
  const words = (text: string, classes: string, height: number): void => {
    parts.push(element('text', { class: classes, x: MARGIN, y: y + height - 6 }, escapeXml(text)));
    y += height;
  };
  words(model.result.policy, 'title', HEIGHTS.title);
  for (const line of wrapText(`${sentence(model)}.`, CHARACTERS)) words(line, 'line', HEIGHTS.line);
  if (model.result.source.kind === 'history')
    for (const line of wrapText(OPEN_LOOP, CHARACTERS)) words(line, 'muted', HEIGHTS.line);
  y += HEIGHTS.gap;
  const draw = (plot: Plot, height: number): void => {
    words(
      [plot.title, ...plot.criteria.map((criterion) => criterion.text)].join('   '),
      'head',
      HEIGHTS.head,
    );
    parts.push(framed(plot, model, y, height));
    y += height + HEIGHTS.gap;
  };
  const accept = acceptPlot(model);
  if (model.series.buckets > 0) {
    if (accept) draw(accept, HEIGHTS.accept);
    for (const plot of driverPlots(model)) draw(plot, HEIGHTS.driver);
  }
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${y + MARGIN}" width="${WIDTH}" height="${y + MARGIN}" role="img">`,
    element('title', {}, escapeXml(`${sentence(model)}.`)),
    `<style>${pictureStyle()}</style>`,
    element('rect', { class: 'ground', width: WIDTH, height: y + MARGIN }),
    ...parts,
    '</svg>\n',
  ].join('\n');
}

const framed = (plot: Plot, { result, series }: ReportModel, y: number, height: number): string =>
  `<svg x="${MARGIN}" y="${y}" width="${INNER}" height="${height}" overflow="visible"><rect class="frame" width="100%" height="${height - AXIS_HEIGHT}"/>${plotBody(plot, result, series.buckets, height)}</svg>`;
