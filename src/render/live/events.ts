import { widthOf } from '../../text/width.ts';
import { styleOf } from '../chart/event-style.ts';
import { fitText } from '../chart/fit-text.ts';
import { acceptText } from '../plot/number.ts';
import { eventSentence } from '../sentence/event.ts';
import type { PicturedRun, PictureLook } from './look.ts';

/** The last events, the newest last: its time of day (UTC), where the ramp stood, what happened, why. */
export function eventLines({ view }: PicturedRun, { columns, paint }: PictureLook, count: number): string[] {
  const events = count <= 0 ? [] : (view?.events.slice(-count) ?? []);
  return events.map((event) => {
    const time = event.time.slice(11, 19);
    const accept = columns < 40 ? '' : `${acceptText(event.accept_percentage).padStart(6)}  `;
    const head = `${time}  ${accept}`;
    const kind = fitText(event.kind, columns - widthOf(head));
    const reason = fitText(eventSentence(event).text, columns - widthOf(head) - widthOf(kind) - 2);
    return `${paint('dim', head)}${paint(styleOf(event.kind), kind)}  ${reason}`.trimEnd();
  });
}
