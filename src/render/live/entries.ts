import { widthOf } from '../../text/width.ts';
import { styleOf } from '../chart/event-style.ts';
import { fitText } from '../chart/fit-text.ts';
import type { Style } from '../chart/paint.ts';
import { acceptText } from '../plot/number.ts';
import type { PictureLook } from './look.ts';
import type { PicturedEntry, PicturedRollout } from './rollout-look.ts';

/** Of what only a journal has: what people ask for, and targets. */
const STYLES: Readonly<Record<string, Style>> = {
  start: 'forward',
  resume: 'forward',
  approve: 'forward',
  advance: 'forward',
  actuator_recovered: 'forward',
  pause: 'backward',
  kill: 'reset',
  drifted: 'reset',
  actuator_failed: 'reset',
};

/** The last lines of the journal, the newest last: time of day (UTC), percentage, what happened, by whom and why. */
export function entryLines({ picture }: PicturedRollout, look: PictureLook, count: number): string[] {
  const entries = count <= 0 ? [] : (picture?.entries.slice(-count) ?? []);
  return entries.map((entry) => entryLine(entry, look));
}

function entryLine(entry: PicturedEntry, { columns, paint }: PictureLook): string {
  const time = new Date(entry.time).toISOString().slice(11, 19);
  const accept = columns < 40 ? '' : `${acceptText(entry.percentage).padStart(6)}  `;
  const head = `${time}  ${accept}`;
  const kind = fitText(entry.kind.replaceAll('_', ' '), columns - widthOf(head));
  const why = fitText(whyText(entry), columns - widthOf(head) - widthOf(kind) - 2);
  const style = STYLES[entry.kind] ?? styleOf(entry.kind);
  return `${paint('dim', head)}${paint(style, kind)}  ${why}`.trimEnd();
}

const whyText = ({ by, reason }: PicturedEntry): string =>
  [by === null ? '' : `by ${by}`, reason].filter((part) => part !== '').join(': ');
