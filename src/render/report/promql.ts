import type { Plan } from '../../circuit/plan.ts';
import { driversOf } from '../../rollout/drivers.ts';
import { element, escapeXml } from '../xml.ts';

/** In characters: a longer query is folded. */
const MAX_LENGTH = 90;

/** The queries that a plotted signal comes from, as they were asked, each with a button that copies it. */
export function queriesBeside(plan: Plan, column: string): string {
  const drivers = driversOf(plan).filter(
    ({ signal, criteria }) => signal === column || criteria.some(({ lhs }) => lhs === column),
  );
  return drivers.map(({ query_string }) => queryText(query_string)).join('');
}

function queryText(query: string): string {
  const copy = '<button type="button" class="copy">copy</button>';
  const code = element('code', {}, escapeXml(query));
  const text = query.replace(/\s+/g, ' ').trim();
  if (text.length <= MAX_LENGTH) return `<div class="promql">${code}${copy}</div>`;
  const start = escapeXml(`${[...text].slice(0, MAX_LENGTH - 1).join('')}…`);
  return `<details class="promql"><summary><code>${start}</code></summary><pre tabindex="0">${code}</pre>${copy}</details>`;
}
