import type { Cells } from '../cells.ts';
import { type LinkedRun, linkedTick } from '../link.ts';
import type { Cursor, View } from './cursor.ts';
import { all, one } from './dom.ts';

/** A row of the event list, with the cell its tick is in. */
export interface EventRow {
  readonly row: HTMLTableRowElement;
  readonly tick: number;
  readonly cell: number;
}

/** The rows of events, in their order. */
export const eventRows = (run: LinkedRun, cells: Cells): EventRow[] =>
  all<HTMLAnchorElement>('.events a').flatMap((link) => {
    const row = link.closest('tr');
    const tick = linkedTick(link.hash, run);
    return row && tick !== undefined ? [{ row, tick, cell: cells.cellAt(tick) }] : [];
  });

/** Marks the events under the cursor, and brings the nearest one before it into sight. */
export function eventsView(rows: readonly EventRow[]): View {
  let marked: readonly Element[] = [];
  return ({ cell }) => {
    for (const element of marked) element.classList.remove('now');
    marked = rows.filter((event) => event.cell === cell).map(({ row }) => shownRow(row));
    for (const element of marked) element.classList.add('now');
    const before = rows.findLast((event) => event.cell <= cell);
    if (before) bringIntoSight(shownRow(before.row));
  };
}

/** The row itself, or that of the group it is folded into. */
function shownRow(row: HTMLTableRowElement): Element {
  if (!row.hidden) return row;
  return row.parentElement?.querySelector('tr.group') ?? row;
}

/** Scrolls the list, never the page. */
function bringIntoSight(row: Element): void {
  const list = one('.events');
  const [outer, inner] = [list.getBoundingClientRect(), row.getBoundingClientRect()];
  if (inner.height === 0) return;
  if (inner.top < outer.top) list.scrollTop -= outer.top - inner.top;
  else if (inner.bottom > outer.bottom) list.scrollTop += inner.bottom - outer.bottom;
}

/** Goes to the nearest event in sight of the list before or after the cursor, and announces what is there. */
export interface EventSteps {
  readonly previous: () => void;
  readonly next: () => void;
}

/** A click on an event, and the buttons for the event before and after, move the cursor. */
export function listenToEvents(cursor: Cursor, rows: readonly EventRow[]): EventSteps {
  const jump = (event: EventRow | undefined): void => {
    if (!event) return;
    cursor.moveTo(event.tick);
    one('#announcement').textContent = one('#cursor').getAttribute('aria-valuetext');
  };
  for (const event of rows)
    event.row.addEventListener('click', ({ ctrlKey, metaKey }) => {
      if (!ctrlKey && !metaKey) jump(event); // with them a link opens in a tab of its own
    });
  const isShown = ({ row }: EventRow): boolean => !row.hidden && !row.classList.contains('filtered');
  const steps = {
    previous: () => jump(rows.findLast((event) => isShown(event) && event.cell < cursor.place.cell)),
    next: () => jump(rows.find((event) => isShown(event) && event.cell > cursor.place.cell)),
  };
  one('#previous').addEventListener('click', steps.previous);
  one('#next').addEventListener('click', steps.next);
  return steps;
}
