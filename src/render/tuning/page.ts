import type { Tuning } from '../../judge/tuning.ts';
import type { Measures } from '../assessment/effect.ts';
import { factList } from '../assessment/facts.ts';
import { assessmentScript } from '../assessment/page-script.generated.js';
import { stretchList } from '../assessment/stretch-list.ts';
import { blockTable } from '../page/block-table.ts';
import { htmlDocument } from '../page/document.ts';
import { code, fold, section } from '../page/section.ts';
import { element, escapeXml } from '../xml.ts';
import { figureTable } from './figure-table.ts';
import { foldTable } from './fold-table.ts';
import { frontFigures } from './front-figure.ts';
import { frontTable } from './front-table.ts';
import { gainText, limitText, partialText, reasonText, slippedText, taskText } from './sentences.ts';
import { tuningStyle } from './style.ts';
import { valueTable } from './value-table.ts';

/** Everything the page of a tuning shows. */
export interface TuningModel {
  readonly tuning: Tuning;
  /** By the name of a signal. */
  readonly measures: Measures;
  /** The policy with the chosen numbers, as YAML. */
  readonly policyText: string;
  /** The values in use, as the user wrote them; null where the policy came as such. */
  readonly valuesText: string | null;
}

/** The page of a tuning. */
export const tuningPage = (model: TuningModel): string =>
  htmlDocument({
    title: `${model.tuning.policy}: rollout tuning`,
    style: tuningStyle(),
    script: assessmentScript,
    body: [header(model), ...sections(model)],
  });

function header({ tuning, measures }: TuningModel): string {
  const { within } = tuning;
  const slipped = slippedText(tuning);
  return [
    '<header>',
    element('h1', {}, escapeXml(tuning.policy)),
    element(
      'p',
      { class: 'result' },
      escapeXml(`${limitText(tuning)} ${within ? gainText(tuning) : reasonText(tuning, measures)}`),
    ),
    slipped === undefined ? '' : element('p', { class: 'note' }, escapeXml(slipped)),
    element('p', {}, escapeXml(`Tuned ${taskText(tuning, measures)}.`)),
    tuning.partial ? element('p', { class: 'note' }, escapeXml(partialText(tuning))) : '',
    '</header>',
  ].join('\n');
}

function sections({ tuning, measures, policyText, valuesText }: TuningModel): string[] {
  const { in_use, chosen } = tuning;
  return [
    '<main>',
    section(
      'False alarms against delay',
      `<div class="curves">${frontFigures(tuning)}</div>${blockTable(frontTable(tuning), 'Front')}`,
    ),
    section('What it comes to', blockTable(figureTable(tuning), 'Rehearsals')),
    section('What changes', `${blockTable(valueTable(tuning), 'Values')}${differenceList(tuning)}`),
    section('Judged on history that it was not tuned on', judgedParts(tuning)),
    section('What would still reset it by nothing', stretchList({ assessment: chosen.tuned_on, measures })),
    section('History', factList({ assessment: in_use })),
    valuesText === null ? '' : section('Values', fold('Values file in use', code(valuesText))),
    section('Policy', fold('Policy with the chosen numbers', code(policyText))),
    '</main>',
  ];
}

function differenceList({ differences }: Tuning): string {
  if (differences.length === 0) return '<p>Nothing: the setting in use is the chosen one.</p>';
  return `<ul class="differences">${differences.map((one) => element('li', {}, escapeXml(one))).join('')}</ul>`;
}

function judgedParts(tuning: Tuning): string {
  if (tuning.folds.length === 0) return element('p', {}, escapeXml(gainText(tuning)));
  return blockTable(foldTable(tuning), 'Folds');
}
