import type { Assessment, IncidentsCaught } from '../../../judge/assessment.ts';
import { type Block, left, line, right } from '../../blocks/block.ts';
import { countText, intervalOf, momentText, timeText } from './numbers.ts';

/** What the policy did in the times that were bad; nothing without such. */
export function incidentBlocks({ incidents, incidents_caught }: Assessment): Block[] {
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
  const caught = incidents_caught ? [line(caughtText(incidents_caught))] : [];
  return [{ kind: 'table', title: 'incidents', columns, rows }, ...caught];
}

function caughtText({ count, of, interval }: IncidentsCaught): string {
  const incidents = of === 1 ? 'incident' : 'incidents';
  const text = `${countText(count)} of ${countText(of)} ${incidents} caught by at least half of the rehearsals under way`;
  return interval === null ? text : `${text}; 95 % interval ${intervalOf({ interval })}`;
}
