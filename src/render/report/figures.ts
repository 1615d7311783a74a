import { DIRECTIONS } from '../../rollout/criterion.ts';
import { formatNumber, withUnit } from '../../text/number.ts';
import { extremes } from '../plot/range.ts';
import { type Plot, plotsOf } from '../plot.ts';
import { element, escapeXml } from '../xml.ts';
import type { ReportModel } from './model.ts';
import { AXIS_HEIGHT, frameHeight, plotBody } from './plot-body.ts';
import { queriesBeside } from './promql.ts';
import { wholeView } from './whole-view.ts';

/** Where no script draws the plots for the width there is, the style shows one of these time axes. */
const ROOMS = [
  { name: 'wide', room: 80 },
  { name: 'narrow', room: 30 },
] as const;

/** More plots than this are drawn lower. */
const MAX_HIGH = 2;

/** The plots of a page, one figure each, under one key of colours. */
export function plotFigures(model: ReportModel): string {
  const window = '<p id="shown"></p><p id="detail"></p>';
  if (model.series.buckets === 0) return `${window}<p>There was not one tick.</p>`;
  const plots = plotsOf(model);
  const figures = plots.map((plot) => figure(plot, model, frameHeight(plot, plots.length > MAX_HIGH)));
  return [window, colourKey(), ...figures].join('');
}

function figure(plot: Plot, model: ReportModel, height: number): string {
  return [
    `<figure><figcaption>${caption(plot)}</figcaption>${queriesBeside(model.plan, plot.column.name)}`,
    `<svg class="plot" height="${height + AXIS_HEIGHT}" data-frame="${height}" role="img" aria-label="${escapeXml(description(plot, model))}">`,
    `<g class="content">${plotBody(plot, height, wholeView(model, ROOMS))}</g>`,
    `<rect class="selection" width="0" height="${height}"/>`,
    `<line class="cursor" y1="0" y2="${height}"/>`,
    '</svg></figure>',
  ].join('');
}

const caption = ({ scale, title, criteria, column, unit }: Plot): string =>
  [
    element('b', {}, escapeXml(title)),
    title === column.name || scale === 'share' ? '' : element('span', {}, escapeXml(column.name)),
    unit === '' ? '' : element('span', {}, escapeXml(unit)),
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
  return `<p class="key">${entries.join('')}</p>${help()}`;
}

const KEYS = [
  ['click, ← →', 'move the cursor (with Shift ten places)'],
  ['drag', 'show only what is selected; with Shift, move what is shown'],
  ['Ctrl or ⌘ and the wheel, two fingers, + −', 'zoom'],
  ['double click, 0', 'the whole run'],
  ['n p', 'next and previous event'],
  ['f', 'the event at which the page opens'],
] as const;

const help = (): string =>
  `<details class="help"><summary>Keys and gestures</summary><dl>${KEYS.map(([key, does]) => `<dt>${key}</dt><dd>${does}</dd>`).join('')}</dl></details>`;
