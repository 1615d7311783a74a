import type { Hours } from './hours.ts';

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/** Hours as a rollout file has them: `mon-thu 09:00-16:00 Europe/Berlin`. */
export const hoursText = ({ days, from, to, timezone }: Hours): string =>
  [daysText(days), `${clockText(from)}-${clockText(to)}`, timezone].join(' ');

/** Spans of days: `mon-thu`, `mon,wed-fri`. */
function daysText(days: readonly boolean[]): string {
  const spans: (typeof DAYS)[number][][] = [];
  for (const [i, day] of DAYS.entries()) {
    if (!days[i]) continue;
    if (i > 0 && days[i - 1]) spans.at(-1)!.push(day);
    else spans.push([day]);
  }
  return spans.map((span) => (span.length === 1 ? span[0] : `${span[0]}-${span.at(-1)}`)).join(',');
}

const clockText = (minutes: number): string =>
  [Math.floor(minutes / 60), minutes % 60].map((count) => String(count).padStart(2, '0')).join(':');
