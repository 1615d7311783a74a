import { createHash } from 'node:crypto';
import { sentence } from '../summary/sentence.ts';
import { OPEN_LOOP } from '../summary.ts';
import { element, escapeXml } from '../xml.ts';
import { pageData } from './data.ts';
import { courseFigures } from './figures.ts';
import type { ReportModel } from './model.ts';
import { pageScript } from './script.ts';
import { pageStyle } from './style.ts';
import { countTable, eventTable, factList, readingTable } from './tables.ts';

/** No report is larger, in characters; the readings give way until it fits. */
const LARGEST = 980_000;

/** One self-contained page: no request leaves it, and nothing runs in it but its own script, by hash. */
export function page(model: ReportModel): string {
  const body = sections(model);
  const style = pageStyle();
  const script = pageScript();
  const fixed = body.join('').length + style.length + script.length + 4000;
  const data = pageData(model, Math.max(0, LARGEST - fixed));
  const styles = [style, ...stylesIn(model.circuitSvg)];
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; script-src ${hashes([script])}; style-src ${hashes(styles)}; base-uri 'none'; form-action 'none'">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<link rel="icon" href="data:,">',
    element('title', {}, escapeXml(`${model.result.policy}: rollout report`)),
    `<style>${style}</style>`,
    '</head>',
    '<body>',
    ...body,
    `<footer><p class="unseen" id="said" aria-live="polite"></p>${resolution(data.ticksPerBucket, model)}</footer>`,
    `<script type="application/json" id="data">${JSON.stringify(data).replace(/</g, '\\u003c')}</script>`,
    `<script>${script}</script>`,
    '</body>',
    '</html>\n',
  ].join('\n');
}

function sections(model: ReportModel): string[] {
  const { result, recording } = model;
  const last = Math.max(0, recording.buckets - 1);
  return [
    '<header>',
    element('h1', {}, escapeXml(result.policy)),
    element('p', { class: 'verdict' }, escapeXml(`${sentence(model)}.`)),
    result.source.kind === 'history' ? element('p', { class: 'note' }, escapeXml(OPEN_LOOP)) : '',
    '</header>',
    cursorBar(last),
    '<main>',
    '<div class="course-and-events">',
    section('Course', `${courseFigures(model)}${fold('Readings as a table', readingTable(model))}`),
    section('Events', eventTable(model)),
    '</div>',
    model.circuitSvg === null
      ? ''
      : section(
          'Circuit',
          `<p>Readings are those under the cursor.</p><div class="wide" tabindex="0" role="group" aria-label="Circuit picture">${model.circuitSvg}</div>`,
        ),
    section('Ticks', countTable(model)),
    section('Run', factList(model)),
    model.valuesText === null ? '' : section('Values', fold('Values file', code(model.valuesText))),
    section('Policy', fold('Policy', code(model.policyText))),
    '</main>',
  ];
}

const section = (title: string, content: string): string =>
  `<section aria-label="${title}"><h2>${title}</h2>${content}</section>`;

const fold = (title: string, content: string): string =>
  `<details><summary>${title}</summary>${content}</details>`;

const code = (text: string): string => `<pre tabindex="0">${escapeXml(text)}</pre>`;

/** The cursor is a slider: arrow keys, Page Up and Down, Home and End move it, and readers say its time. */
const cursorBar = (last: number): string =>
  `<div class="bar"><div>
<button type="button" id="previous" aria-label="Previous event">‹ event</button>
<input type="range" id="cursor" min="0" max="${last}" value="${last}" step="1" aria-label="Time under the cursor">
<button type="button" id="next" aria-label="Next event">event ›</button>
<output id="time" for="cursor"></output><output id="tick"></output><output id="accept"></output><output id="move"></output>
</div></div>`;

function resolution(ticksPerBucket: number, { result }: ReportModel): string {
  const text =
    ticksPerBucket === 1
      ? `All ${result.ticks.toLocaleString('en-US')} ticks are in this page.`
      : `Each of the cursor's places stands for ${ticksPerBucket} ticks: readings are the last of them, least and greatest are kept.`;
  return element('p', { id: 'resolution' }, escapeXml(text));
}

const hashes = (texts: readonly string[]): string =>
  texts.map((text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`).join(' ');

/** The style sheets inside a picture: they need leave of the page's policy like its own. */
const stylesIn = (picture: string | null): string[] =>
  [...(picture ?? '').matchAll(/<style>([\s\S]*?)<\/style>/g)].map((match) => match[1]!);
