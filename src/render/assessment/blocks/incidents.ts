import type { Assessment, IncidentsCaught } from '../../../judge/assessment.ts';
import { type Block, left, line, right } from '../../blocks/block.ts';
import { countText, intervalOf, momentText, timeText } from './numbers.ts';

/** What the policy did in the times that were bad; nothing without such. */
export function incidentBlocks(assessment: Assessment): Block[] {
  const { incidents } = assessment;
  if (incidents.length === 0) return [];
  const columns = [
    left('incident'),
    left('from (UTC)'),
    ...['under way', 'caught', 'delay p50', 'p95'].map(right),
  ];
  const rows = incidents.map(({ name, from, rehearsals, caught, delay_seconds: { p50, p95 } }) => ({
    cells: [
      name,
      momentText(from),
      countText(rehearsals),
      countText(caught),
      timeText(p50, 'never'),
      timeText(p95, 'never'),
    ],
  }));
  return [{ kind: 'table', title: 'incidents', columns, rows }, ...factLines(assessment)];
}

function factLines({ incidents_caught, rehearsals }: Assessment): Block[] {
  const ended = rehearsals.ended_by_incident ?? 0;
  const met = ended === 1 ? 'rehearsal met an incident and counts' : 'rehearsals met an incident and count';
  return [
    ...(incidents_caught ? [line(caughtText(incidents_caught))] : []),
    ...(ended > 0 ? [line(`${countText(ended)} ${met} up to there, not as complete`)] : []),
  ];
}

function caughtText({ count, of, interval }: IncidentsCaught): string {
  const incidents = of === 1 ? 'incident' : 'incidents';
  const text = `${countText(count)} of ${countText(of)} ${incidents} caught by at least half of the rehearsals under way`;
  return interval === null ? text : `${text}; 95 % interval ${intervalOf({ interval })}`;
}
