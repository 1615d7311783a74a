import { htmlDocument } from '../page/document.ts';
import { code, fold, section } from '../page/section.ts';
import { element, escapeXml } from '../xml.ts';
import { VERDICT_WORDS } from './blocks/verdict.ts';
import { completionFigure } from './completion-figure.ts';
import { detectionFigures } from './detection-figure.ts';
import { factList } from './facts.ts';
import type { AssessmentModel } from './model.ts';
import { assessmentScript } from './page-script.generated.js';
import { rateTable } from './rate-table.ts';
import { resetCalendar } from './reset-calendar.ts';
import { assessmentSentence } from './sentence.ts';
import { startMap } from './start-map.ts';
import { stretchList } from './stretch-list.ts';
import { assessmentStyle } from './style.ts';
import { criterionTable, incidentTable, injectionTable } from './tables.ts';

/** The page of an assessment. */
export const assessmentPage = (model: AssessmentModel): string =>
  htmlDocument({
    title: `${model.assessment.policy}: rollout assessment`,
    style: assessmentStyle(),
    script: assessmentScript,
    body: [header(model), ...sections(model)],
  });

function header({ assessment, measures }: AssessmentModel): string {
  return [
    '<header>',
    element('h1', {}, escapeXml(assessment.policy)),
    element('p', { class: 'result' }, escapeXml(assessmentSentence(assessment, measures))),
    verdictNote(assessment.verdict),
    partialNote(assessment.partial),
    '</header>',
  ].join('\n');
}

function verdictNote(verdict: AssessmentModel['assessment']['verdict']): string {
  if (verdict === null) return '';
  return element('p', { class: `note ${verdict.replace(' ', '-')}` }, VERDICT_WORDS[verdict][0]);
}

function partialNote(isPartial: boolean): string {
  if (!isPartial) return '';
  return element(
    'p',
    { class: 'note' },
    'Partial: it was interrupted; all figures are of the rehearsals that were done.',
  );
}

const sections = (model: AssessmentModel): string[] => [
  '<main>',
  section('Rates', rateTable(model.assessment)),
  '<div class="pair">',
  section('Time to 100 %', completionFigure(model)),
  section('When to start', startMap(model)),
  '</div><div class="pair">',
  section('Resets over the history', `${resetCalendar(model)}${criterionTable(model)}`),
  section('Worst stretches', stretchList(model)),
  '</div>',
  faultSection(model),
  optional('Incidents', incidentTable(model)),
  section('Assessment', factList(model)),
  model.valuesText === null ? '' : section('Values', fold('Values file', code(model.valuesText))),
  section('Policy', fold('Policy', code(model.policyText))),
  '</main>',
];

function faultSection(model: AssessmentModel): string {
  const curves = detectionFigures(model);
  if (curves === '') return optional('Injected faults', injectionTable(model));
  return section('Injected faults', `<div class="curves">${curves}</div>${injectionTable(model)}`);
}

const optional = (title: string, content: string): string => (content === '' ? '' : section(title, content));
