import type { IncidentResult, InjectionResult, Quantiles } from '../../judge/assessment.ts';
import { withUnit } from '../../text/number.ts';
import { type Column, cell, row, scrolled, table } from '../page/table.ts';
import { figures } from '../sentence/figures.ts';
import { escapeXml } from '../xml.ts';
import { countText, intervalOf, momentText, NONE, percentOf, timeText } from './blocks/numbers.ts';
import { effectText, type Measures, readEffect } from './effect.ts';
import type { AssessmentModel } from './model.ts';

const number = (title: string): Column => ({ title, style: 'number' });
const text = (title: string): Column => ({ title });
const moment = (title: string): Column => ({ title, style: 'moment' });

const CRITERION_COLUMNS = [text('Direction'), text('Signal'), number('Rehearsals')];

/** Which criteria reset or sent back healthy rollouts, and how many. */
export function criterionTable({ assessment, measures }: AssessmentModel): string {
  const { by } = assessment.false_alarms;
  if (by.length === 0) return '';
  const rows = by.map(({ signal, criterion, rehearsals }) =>
    row([
      cell(criterionWord(criterion)),
      cell(named(signal, measures)),
      cell(countText(rehearsals), 'number'),
    ]),
  );
  return `<div class="counts">${table(CRITERION_COLUMNS, rows)}</div>`;
}

const criterionWord = (criterion: string): string =>
  `<span class="kind ${escapeXml(criterion)}">${escapeXml(criterion)}</span>`;

const INJECTION_COLUMNS = [
  text('Effect'),
  text('Share'),
  number('Exposed'),
  ...['Caught', 'Reset', 'Held', 'Slipped', 'By chance'].map(number),
  number('Delay p50, p95'),
  number('Percent-hours p95'),
  number('Highest p95'),
];

/** What became of the rehearsals whose readings were made worse. */
export function injectionTable({ assessment, measures }: AssessmentModel): string {
  if (assessment.injections.length === 0) return '';
  const rows = assessment.injections.map((result) => injectionRow(result, measures));
  return scrolled('wide', 'Injected faults', table(INJECTION_COLUMNS, rows));
}

function injectionRow(result: InjectionResult, measures: Measures): string {
  const effect = readEffect(result.effect);
  const name = effect ? effectText(effect, measures) : result.effect;
  const cells = [
    cell(`${escapeXml(name)} <span class="aside">${escapeXml(result.effect)}</span>`),
    cell(escapeXml(result.share)),
    cell(countText(result.exposed), 'number'),
    cell(`${percentOf(result.caught)} <span class="aside">${intervalOf(result.caught)}</span>`, 'number'),
    ...[result.reset, result.held, result.slipped].map((rate) => cell(percentOf(rate), 'number')),
    cell(countText(result.by_chance), 'number'),
    cell(delayText(result.delay_seconds), 'number'),
    cell(valueText(result.exposure_percent_hours.p95, ''), 'number'),
    cell(valueText(result.highest_percentage.p95, '%'), 'number'),
  ];
  return row(cells);
}

const INCIDENT_COLUMNS = [
  text('Incident'),
  moment('From'),
  moment('To'),
  number('Under way'),
  number('Caught'),
  number('Delay p50, p95'),
];

/** The stretches that were said to be bad, and how many of the rehearsals under way were reset. */
export function incidentTable({ assessment }: AssessmentModel): string {
  if (assessment.incidents.length === 0) return '';
  return scrolled('wide', 'Incidents', table(INCIDENT_COLUMNS, assessment.incidents.map(incidentRow)));
}

function incidentRow({ name, from, to, rehearsals, caught, delay_seconds }: IncidentResult): string {
  return row([
    cell(escapeXml(name)),
    cell(escapeXml(momentText(from)), 'moment'),
    cell(escapeXml(momentText(to)), 'moment'),
    cell(countText(rehearsals), 'number'),
    cell(countText(caught), 'number'),
    cell(delayText(delay_seconds), 'number'),
  ]);
}

const named = (signal: string, measures: Measures): string => {
  const title = measures.get(signal)?.title ?? signal;
  const name = title === signal ? '' : ` <span class="aside">${escapeXml(signal)}</span>`;
  return `${escapeXml(title)}${name}`;
};

const valueText = (value: number | null, unit: string): string =>
  value === null ? NONE : escapeXml(withUnit(figures(value), unit));

const delayText = ({ p50, p95 }: Quantiles): string =>
  [p50, p95].map((delay) => timeText(delay, 'never')).join(', ');
