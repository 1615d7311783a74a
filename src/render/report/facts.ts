import { formatSpoken } from '../../text/duration.ts';
import { words } from '../words.ts';
import { escapeXml } from '../xml.ts';
import type { ReportModel } from './model.ts';

const SEVERITIES = { warning: 'Warning', error: 'Error' } as const;

type Fact = readonly [name: string, text: string | null];

/** Outcome, source, server, time and the diagnostics of the run; what it has nothing of is left out. */
export function factList({ result }: ReportModel): string {
  const { source } = result;
  const facts: Fact[] = [
    ['Outcome', result.outcome.replace('_', ' ')],
    ['Source', words(source.kind, source.name ?? '')],
    ['Server', source.server],
    ['URL', source.url],
    ['From', source.from],
    ['To', source.to],
    ['Ticks', `${result.ticks.toLocaleString('en-US')}, one every ${formatSpoken(result.interval_seconds)}`],
    ...result.diagnostics.map(({ severity, message }): Fact => [SEVERITIES[severity], message]),
  ];
  return `<dl>${facts.map(entry).join('')}</dl>`;
}

function entry([name, text]: Fact): string {
  if (text === null) return '';
  return `<dt>${name}</dt><dd>${escapeXml(text)}</dd>`;
}
