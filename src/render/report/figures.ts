import { DIRECTIONS } from '../../rollout/criterion.ts';
import { formatNumber } from '../../text/number.ts';
import { extremes } from '../plot/range.ts';
import { withUnit } from '../plot/unit.ts';
import { type Plot, plotsOf } from '../plot.ts';
import { element, escapeXml } from '../xml.ts';
import type { ReportModel } from './model.ts';
import { AXIS_HEIGHT, frameHeight, plotBody } from './plot-body.ts';

/** A page is as wide as its window: its style shows one of these time axes. */
const ROOMS = [
  { name: 'wide', room: 80 },
  { name: 'narrow', room: 30 },
] as const;

/** The plots of a page, one figure each, under one key of colours. */
export function plotFigures(model: ReportModel): string {
  if (model.series.buckets === 0) return '<p>There was not one tick.</p>';
  return [colourKey(), ...plotsOf(model).map((plot) => figure(plot, model))].join('');
}

function figure(plot: Plot, model: ReportModel): string {
  const height = frameHeight(plot);
  return [
    `<figure><figcaption>${caption(plot)}</figcaption>`,
    `<svg class="plot" height="${height + AXIS_HEIGHT}" role="img" aria-label="${escapeXml(description(plot, model))}">`,
    plotBody(plot, model, ROOMS),
    `<line class="cursor" y1="0" y2="${height}"/>`,
    '</svg></figure>',
  ].join('');
}

const caption = ({ title, criteria, column, unit }: Plot): string =>
  [
    element('b', {}, escapeXml(title)),
    unit === '' ? '' : element('span', {}, unit),
    ...criteria.map(({ text }) => element('span', {}, escapeXml(text))),
    `<output data-reading="${escapeXml(column.name)}"></output>`,
  ].join('');

/** The plot in words, for those who do not see it. */
const description = (plot: Plot, model: ReportModel): string =>
  [`${plot.title} over time, ${rangeText(plot, model)}`, ...plot.criteria.map(({ text }) => text)].join('; ');

function rangeText({ column, unit }: Plot, { series }: ReportModel): string {
  const found = extremes(column, series.buckets);
  if (!found) return 'without a value';
  const [low, high] = found.map((reading) => withUnit(formatNumber(reading), unit));
  return `from ${low} to ${high}`;
}

function colourKey(): string {
  const entries = DIRECTIONS.map(
    (direction) => `<span class="${direction}"><i></i>${direction} holds</span>`,
  );
  entries.push('<span class="missing"><i></i>no value</span>');
  return `<p class="key">${entries.join('')}<span>click, drag or use the arrow keys to move the cursor</span></p>`;
}
