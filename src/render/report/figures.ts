import { DIRECTIONS } from '../../rollout/criterion.ts';
import { formatNumber } from '../../text/number.ts';
import { extremes } from '../plot/range.ts';
import { acceptPlot, driverPlots, type Plot } from '../plot.ts';
import { element, escapeXml } from '../xml.ts';
import type { ReportModel } from './model.ts';
import { AXIS_HEIGHT, plotBody } from './plot-body.ts';

const ACCEPT_HEIGHT = 190;
const DRIVER_HEIGHT = 130;

/** The plots of a page, one figure each, under one key of colours. */
export function courseFigures(model: ReportModel): string {
  if (model.series.buckets === 0) return '<p>There was not one tick.</p>';
  const accept = acceptPlot(model);
  return [
    keyOfColours(),
    accept ? figure(accept, model, ACCEPT_HEIGHT, ' %') : '',
    ...driverPlots(model).map((plot) => figure(plot, model, DRIVER_HEIGHT, '')),
  ].join('');
}

function figure(plot: Plot, model: ReportModel, height: number, unit: string): string {
  const inner = height - AXIS_HEIGHT;
  const caption = [
    element('b', {}, escapeXml(plot.title)),
    ...plot.criteria.map((criterion) => element('span', {}, escapeXml(criterion.text))),
    `<output data-reading="${escapeXml(plot.column.name)}"></output>`,
  ].join('');
  return [
    `<figure><figcaption>${caption}</figcaption>`,
    `<svg class="plot" height="${height}" role="img" aria-label="${escapeXml(described(plot, model, unit))}">`,
    `<rect class="frame" width="100%" height="${inner}"/>`,
    plotBody(plot, model.result, model.series.buckets, height),
    `<line class="cursor" y1="0" y2="${inner}"/>`,
    '</svg></figure>',
  ].join('');
}

/** The plot in words, for those who do not see it. */
function described(plot: Plot, { series }: ReportModel, unit: string): string {
  const found = extremes(plot.column, series.buckets);
  const range = found
    ? `from ${formatNumber(found[0])}${unit} to ${formatNumber(found[1])}${unit}`
    : 'without a value';
  return [`${plot.title} over time, ${range}`, ...plot.criteria.map((criterion) => criterion.text)].join(
    '; ',
  );
}

const keyOfColours = (): string =>
  `<p class="key">${DIRECTIONS.map((direction) => `<span class="${direction}"><i></i>${direction} holds</span>`).join('')}<span>click, drag or use the arrow keys to move the cursor</span></p>`;
