import { labelStart, type TimeMark, type TimeSpan, timeMarks } from '../plot/time-marks.ts';
import { element, escapeXml, round } from '../xml.ts';

/** A width for which a time axis is laid out, in characters, and the class that shows it at that width. */
export interface AxisRoom {
  readonly name: string;
  readonly room: number;
}

/** Pixels from a frame down to the baselines of times and dates. */
const BASELINES = { text: 16, date: 30 } as const;

/** Round moments under a frame; the first date says the year and UTC. */
export function timeAxis(span: TimeSpan, { name, room }: AxisRoom, top: number): string {
  const labels = timeMarks(span, room).map((mark) => {
    const share = (mark.at - span.from) / (span.to - span.from);
    return markAt(mark, share, room, top);
  });
  return element('g', { class: `axis ${name}` }, labels.join(''));
}

function markAt(mark: TimeMark, share: number, room: number, top: number): string {
  const x = `${round(share * 100)}%`;
  const row = (of: 'text' | 'date'): string => {
    if (mark[of] === '') return '';
    const anchor = anchorOf(share * room, mark[of].length, room);
    return element(
      'text',
      { class: 'time', x, y: top + BASELINES[of], 'text-anchor': anchor },
      escapeXml(mark[of]),
    );
  };
  return [
    element('line', { class: 'tick', x1: x, x2: x, y1: top, y2: top + 4 }),
    row('text'),
    row('date'),
  ].join('');
}

/** Labels at the ends of the axis stay inside it. */
function anchorOf(at: number, width: number, room: number): 'start' | 'middle' | 'end' {
  const start = labelStart(at, width, room);
  if (start > at - width / 2) return 'start';
  if (start < at - width / 2) return 'end';
  return 'middle';
}
