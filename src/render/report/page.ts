import type { RunResult } from '../../run/result.ts';
import { htmlDocument } from '../page/document.ts';
import { code, fold, section } from '../page/section.ts';
import { sentence } from '../summary/sentence.ts';
import { OPEN_LOOP } from '../summary.ts';
import { element, escapeXml } from '../xml.ts';
import { circuitView } from './circuit-section.ts';
import { cursorBar } from './cursor-bar.ts';
import { pageData } from './data.ts';
import { eventList } from './event-list.ts';
import { factList } from './facts.ts';
import { plotFigures } from './figures.ts';
import type { ReportModel } from './model.ts';
import type { PageData } from './page-data.ts';
import { pageScript } from './page-script.generated.js';
import { pageStyle } from './style.ts';
import { countTable, readingTable } from './tables.ts';

/** No report is larger, in characters; the readings give way until it fits. */
const MAX_SIZE = 1_900_000;

/** What the head, the cursor's bar and the tags around the parts take at most, in characters. */
const FRAME_SIZE = 40_000;

/** The page of a run. */
export function page(model: ReportModel): string {
  const top = header(model);
  const main = sections(model).join('\n');
  const style = pageStyle();
  const fixed = top.length + main.length + style.length + pageScript.length + FRAME_SIZE;
  const data = pageData(model, Math.max(0, MAX_SIZE - fixed));
  return htmlDocument({
    title: `${model.result.policy}: rollout report`,
    style,
    script: pageScript,
    pictureStyles: stylesIn(model.circuitSvg),
    body: [
      top,
      cursorBar(model, data),
      main,
      `<footer><p class="unseen" id="announcement" aria-live="polite"></p></footer>`,
      embedded(data),
    ],
  });
}

/** What the script reads. */
const embedded = (data: PageData): string =>
  `<script type="application/json" id="data">${JSON.stringify(data).replace(/</g, '\\u003c')}</script>`;

function header(model: ReportModel): string {
  const { policy, source } = model.result;
  return [
    '<header>',
    element('h1', {}, escapeXml(policy)),
    element('p', { class: 'result' }, escapeXml(`${sentence(model)}.`)),
    openLoopNote(source),
    '</header>',
  ].join('\n');
}

function openLoopNote({ kind }: RunResult['source']): string {
  if (kind !== 'history') return '';
  return element('p', { class: 'note' }, escapeXml(OPEN_LOOP));
}

const sections = (model: ReportModel): string[] => [
  '<main>',
  '<div class="signals-and-events">',
  section('Signals over time', `${plotFigures(model)}${fold('Readings as a table', readingTable(model))}`),
  `<div class="side">${section('Events', eventList(model))}</div>`,
  '</div>',
  circuitSection(model),
  section('Ticks', countTable(model)),
  section('Run', factList(model)),
  valuesSection(model),
  section('Policy', fold('Policy', code(model.policyText))),
  '</main>',
];

function circuitSection({ circuitSvg }: ReportModel): string {
  if (circuitSvg === null) return '';
  return section('Circuit', circuitView(circuitSvg));
}

function valuesSection({ valuesText }: ReportModel): string {
  if (valuesText === null) return '';
  return section('Values', fold('Values file', code(valuesText)));
}

/** The style sheets inside a picture: the page's policy allows them by hash, as its own. */
const stylesIn = (picture: string | null): string[] =>
  [...(picture ?? '').matchAll(/<style>([\s\S]*?)<\/style>/g)].map((match) => match[1]!);
