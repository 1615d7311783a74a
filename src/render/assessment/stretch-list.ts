import type { Stretch } from '../../judge/assessment.ts';
import { fromJsonReading, type JsonReading } from '../../text/json-reading.ts';
import { withUnit } from '../../text/number.ts';
import { copiedCommand } from '../page/copied-code.ts';
import { figures } from '../sentence/figures.ts';
import { escapeXml } from '../xml.ts';
import type { Measures } from './effect.ts';
import type { AssessmentModel } from './model.ts';
import { spanText } from './moments.ts';

/** The worst stretches, by the numbers that the calendar has, each with the command that shows it. */
export function stretchList({
  assessment,
  measures,
}: Pick<AssessmentModel, 'assessment' | 'measures'>): string {
  const { of, worst } = assessment.false_alarms.stretches;
  if (worst.length === 0) return '<p>Nothing reset a rehearsal.</p>';
  const items = worst.map((stretch, i) => item(stretch, i + 1, measures));
  return `<ol class="stretches">${items.join('')}</ol>${omittedNote(of - worst.length)}`;
}

function omittedNote(count: number): string {
  if (count <= 0) return '';
  return `<p class="aside">and ${count.toLocaleString('en-US')} more, which reset no more rehearsals than these</p>`;
}

function item(stretch: Stretch, place: number, measures: Measures): string {
  const { from, to, criterion, rehearsals, command } = stretch;
  const count = `${rehearsals.toLocaleString('en-US')} ${rehearsals === 1 ? 'rehearsal' : 'rehearsals'}`;
  return [
    `<li id="stretch-${place}"><b>${escapeXml(spanText(from, to))}</b> <span class="kind ${escapeXml(criterion)}">${escapeXml(criterion)}</span> `,
    `${escapeXml(`${count}: ${readingsText(stretch, measures)}`)}${copiedCommand(command)}</li>`,
  ].join('');
}

/** `average latency 131 ms against 100 ms`. */
function readingsText({ signal, extreme, threshold }: Stretch, measures: Measures): string {
  const { title, unit } = measures.get(signal) ?? { title: signal, unit: '' };
  const against = threshold === null ? undefined : fromJsonReading(threshold);
  const text = (reading: JsonReading): string => withUnit(figures(fromJsonReading(reading), against), unit);
  const now = extreme === null ? title : `${title} ${text(extreme)}`;
  return threshold === null ? now : `${now} against ${text(threshold)}`;
}
