import type { EventKind, RunEvent, RunResult } from '../../run/result.ts';
import { acceptText } from '../plot/number.ts';
import { inWallClock, tickTime } from '../plot/time.ts';
import { eventSentence } from '../sentence/event.ts';
import { element, escapeXml } from '../xml.ts';
import { eventGroups, groupText } from './event-groups.ts';
import { linkTo } from './link.ts';

const MAX_EVENTS = 4000;

/** What an engineer filters by first. */
const KINDS: readonly EventKind[] = [
  'reset',
  'backward',
  'clock',
  'dropped',
  'source_error',
  'invalid',
  'completed',
  'step',
  'started',
  'paused',
  'held',
  'resumed',
  'valid',
  'source_recovered',
  'dynamic_config',
];

/** Those that give way where there are too many events, in this order. */
const LESSER: readonly ReadonlySet<EventKind>[] = [
  new Set(['paused', 'resumed']),
  new Set(['paused', 'resumed', 'valid', 'invalid', 'source_error', 'source_recovered']),
];

const COLUMNS = ['Time', 'Event', 'Accept', 'Reason'];

/** Events with their reasons, under a button for each kind; each time is a link that moves the cursor there. */
export function eventList({ result }: { readonly result: RunResult }): string {
  const { events } = result;
  if (events.length === 0) return '<p>Nothing happened.</p>';
  const shown = shownEvents(events);
  const heads = COLUMNS.map((title) => element('th', { scope: 'col' }, title)).join('');
  const bodies = eventGroups(shown).map((group) =>
    'event' in group ? `<tbody>${eventRow(group.event, result)}</tbody>` : groupBody(group.brief, result),
  );
  return [
    kindButtons(events),
    omittedNote(events.length - shown.length),
    `<div class="events" tabindex="0" role="group" aria-label="List of events, times ${clockName(result)}">`,
    `<table><thead><tr>${heads}</tr></thead>${bodies.join('')}</table></div>`,
  ].join('');
}

const clockName = (result: RunResult): string => (inWallClock(result) ? 'in UTC' : 'since the start');

/** All of them, or those that matter most. */
function shownEvents(events: readonly RunEvent[]): readonly RunEvent[] {
  let shown = events;
  for (const kinds of LESSER) {
    if (shown.length <= MAX_EVENTS) return shown;
    shown = events.filter(({ kind }) => !kinds.has(kind));
  }
  return shown.slice(0, MAX_EVENTS);
}

function omittedNote(count: number): string {
  if (count === 0) return '';
  return element('p', {}, `${count.toLocaleString('en-US')} more events are not in this page.`);
}

function kindButtons(events: readonly RunEvent[]): string {
  const buttons = KINDS.flatMap((kind) => {
    const count = events.filter((event) => event.kind === kind).length;
    if (count === 0) return [];
    const text = `<i class="kind ${kind}">${nameOf(kind)}</i> ${count.toLocaleString('en-US')}`;
    return element('button', { type: 'button', 'data-kind': kind, 'aria-pressed': 'false' }, text);
  });
  return `<div class="kinds" role="group" aria-label="Show only events of these kinds">${buttons.join('')}</div>`;
}

const nameOf = (kind: EventKind): string => kind.replace('_', ' ');

function groupBody(brief: readonly RunEvent[], result: RunResult): string {
  const [first, last] = [brief[0]!, brief.at(-1)!];
  const button = element('button', { type: 'button', 'aria-expanded': 'false' }, groupText(brief));
  const span = `${tickTime(result, first.tick)} to ${tickTime(result, last.tick)}`;
  const rows = brief.map((event) => eventRow(event, result, true));
  return `<tbody class="group"><tr class="group"><td colspan="${COLUMNS.length}">${button} <span>${span}</span></td></tr>${rows.join('')}</tbody>`;
}

function eventRow(event: RunEvent, result: RunResult, isFolded = false): string {
  const { tick, kind, accept_percentage } = event;
  const cells = [
    `<td><a href="${linkTo(tick)}">${tickTime(result, tick)}</a></td>`,
    `<td class="kind ${kind}">${nameOf(kind)}</td>`,
    `<td class="number">${acceptText(accept_percentage)}</td>`,
    `<td class="reason">${reasonHtml(event)}</td>`,
  ];
  return `<tr data-kind="${kind}"${isFolded ? ' hidden' : ''}>${cells.join('')}</tr>`;
}

/** Why it happened, the names of signals faint. */
function reasonHtml(event: RunEvent): string {
  const { text, asides } = eventSentence(event);
  return [...new Set(asides.map(escapeXml))].reduce(
    (html, aside) => html.replaceAll(aside, (found) => element('span', { class: 'aside' }, found)),
    escapeXml(text),
  );
}
