import type { IncidentResult, InjectionResult, Quantiles } from '../../judge/assessment.ts';
import { formatSpoken } from '../../text/duration.ts';
import { formatNumber, withUnit } from '../../text/number.ts';
import { type Column, cell, row, scrolled, table } from '../page/table.ts';
import { escapeXml } from '../xml.ts';
import { effectText, type Measures, readEffect } from './effect.ts';
import type { AssessmentModel } from './model.ts';
import { shareOf } from './rate-cells.ts';
import { intervalText } from './rate-text.ts';

const number = (title: string): Column => ({ title, style: 'number' });
const text = (title: string): Column => ({ title });

const CRITERION_COLUMNS = [text('Direction'), text('Signal'), number('Rehearsals')];

/** Which criteria reset or sent back healthy rollouts, and how many. */
export function criterionTable({ assessment, measures }: AssessmentModel): string {
  const { by } = assessment.false_alarms;
  if (by.length === 0) return '';
  const rows = by.map(({ signal, criterion, rehearsals }) =>
    row([
      cell(criterionWord(criterion)),
      cell(named(signal, measures)),
      cell(rehearsals.toLocaleString('en-US'), 'number'),
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
    cell(result.exposed.toLocaleString('en-US'), 'number'),
    cell(`${shareOf(result.caught)} <span class="aside">${intervalText(result.caught)}</span>`, 'number'),
    ...[result.reset, result.held, result.slipped].map((rate) => cell(shareOf(rate), 'number')),
    cell(result.by_chance.toLocaleString('en-US'), 'number'),
    cell(delayText(result.delay_seconds), 'number'),
    cell(valueText(result.exposure_percent_hours.p95, ''), 'number'),
    cell(valueText(result.highest_percentage.p95, '%'), 'number'),
  ];
  return row(cells);
}

const INCIDENT_COLUMNS = [
  text('Incident'),
  text('From'),
  text('To'),
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
    cell(momentText(from)),
    cell(momentText(to)),
    cell(rehearsals.toLocaleString('en-US'), 'number'),
    cell(caught.toLocaleString('en-US'), 'number'),
    cell(delayText(delay_seconds), 'number'),
  ]);
}

/** `2026-11-03T11:00:00.000Z` as `2026-11-03 11:00:00`: tables are in UTC. */
const momentText = (moment: string): string => escapeXml(moment.replace('T', ' ').replace(/(\.000)?Z$/, ''));

const named = (signal: string, measures: Measures): string => {
  const title = measures.get(signal)?.title ?? signal;
  const name = title === signal ? '' : ` <span class="aside">${escapeXml(signal)}</span>`;
  return `${escapeXml(title)}${name}`;
};

const valueText = (value: number | null, unit: string): string =>
  value === null ? '–' : escapeXml(withUnit(formatNumber(value), unit));

const delayText = ({ p50, p95 }: Quantiles): string =>
  [p50, p95].map((delay) => (delay === null ? 'never' : formatSpoken(delay))).join(', ');
