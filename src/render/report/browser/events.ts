import type { PageData } from '../page-data.ts';
import type { Cursor, View } from './cursor.ts';
import { all, one } from './dom.ts';

/** A row of the event list, by the bucket its tick is in. */
interface EventRow {
  readonly row: HTMLTableRowElement;
  readonly bucket: number;
}

const eventRows = ({ ticksPerBucket }: PageData): EventRow[] =>
  all('[data-tick]').flatMap((button) => {
    const row = button.closest('tr');
    const tick = Number(button.getAttribute('data-tick'));
    return row ? [{ row, bucket: Math.floor(tick / ticksPerBucket) }] : [];
  });

/** Marks the events under the cursor. */
export function eventsView(data: PageData): View {
  const rows = eventRows(data);
  return (bucket) => {
    for (const event of rows) event.row.classList.toggle('now', event.bucket === bucket);
  };
}

/**
 * A click on an event, and the buttons for the event before and after, move the cursor and announce what is
 * there.
 */
export function listenToEvents(cursor: Cursor, data: PageData): void {
  const rows = eventRows(data);
  const buckets = rows.map(({ bucket }) => bucket);
  const jump = (bucket: number | undefined): void => {
    if (bucket === undefined) return;
    cursor.moveTo(bucket);
    one('#announcement').textContent = one('#cursor').getAttribute('aria-valuetext');
  };
  for (const { row, bucket } of rows) row.addEventListener('click', () => jump(bucket));
  one('#previous').addEventListener('click', () => jump(buckets.findLast((b) => b < cursor.bucket)));
  one('#next').addEventListener('click', () => jump(buckets.find((b) => b > cursor.bucket)));
}
