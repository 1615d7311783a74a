import type { Assessment } from '../../../judge/assessment.ts';
import { type Block, left, right } from '../../blocks/block.ts';
import { countText, momentText, timeText } from './numbers.ts';

/** What the policy did in the times that were bad; nothing without such. */
export function incidentBlocks({ incidents }: Assessment): Block[] {
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
  return [{ kind: 'table', title: 'incidents', columns, rows }];
}
