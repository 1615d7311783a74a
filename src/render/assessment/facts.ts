import { formatSpoken } from '../../text/duration.ts';
import { formatPercent } from '../../text/number.ts';
import { escapeXml } from '../xml.ts';
import type { AssessmentModel } from './model.ts';

type Fact = readonly [name: string, text: string];

/** What was rehearsed, and on which history. */
export function factList({ assessment }: Pick<AssessmentModel, 'assessment'>): string {
  const { history, rehearsals, interval_seconds, diagnostics } = assessment;
  const facts: Fact[] = [
    ['From', history.from],
    ['To', history.to],
    ['Ticks', `${history.ticks.toLocaleString('en-US')}, one every ${formatSpoken(interval_seconds)}`],
    ['Blind', `${formatPercent(history.blind.share)} of the ticks lack a reading`],
    ['Rehearsals', rehearsals.count.toLocaleString('en-US')],
    ['Starts', `one every ${formatSpoken(rehearsals.every_seconds)}`],
    ['Horizon', formatSpoken(rehearsals.horizon_seconds)],
    ...diagnostics.map(noteOf),
  ];
  return `<dl>${facts.map(entry).join('')}</dl>`;
}

/** A diagnostic; one of another shape is shown as it is. */
function noteOf(diagnostic: object): Fact {
  const { severity, message } = diagnostic as { readonly severity?: string; readonly message?: string };
  return [severity === 'error' ? 'Error' : 'Warning', message ?? JSON.stringify(diagnostic)];
}

const entry = ([name, text]: Fact): string => `<dt>${name}</dt><dd>${escapeXml(text)}</dd>`;
