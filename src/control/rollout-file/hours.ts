import { type Diagnostic, diagnostic, type Place } from '../../errors/rollout-error.ts';
import { type Hours, isTimezone, minuteOf, parseDays } from '../../rollout/gates/hours.ts';
import { suggest } from '../../text/suggest.ts';
import type { HoursDocument } from './document.ts';

/** Hours with their defaults. Its days are none where they cannot be read. */
export const hoursOf = ({ days = 'mon-sun', from, to, timezone = 'UTC' }: HoursDocument): Hours => ({
  days: parseDays(days) ?? [],
  from: minuteOf(from),
  to: minuteOf(to),
  timezone,
});

/** Faults of days, hours and time zones that there are not. */
export const hoursFaults = (
  all: readonly HoursDocument[],
  placeOf: (pointer: string) => Place,
): Diagnostic[] =>
  all.flatMap((hours, i) => [
    ...daysFault(hours, placeOf(`/forward_only/${i}/days`)),
    ...timezoneFault(hours, placeOf(`/forward_only/${i}/timezone`)),
    ...emptyFault(hours, placeOf(`/forward_only/${i}/to`)),
  ]);

function daysFault({ days }: HoursDocument, place: Place): Diagnostic[] {
  if (days === undefined || parseDays(days)) return [];
  return [diagnostic('ROLLOUT_DAYS', { path: place.path ?? '', got: JSON.stringify(days) }, place)];
}

function timezoneFault({ timezone }: HoursDocument, place: Place): Diagnostic[] {
  if (timezone === undefined || isTimezone(timezone)) return [];
  const suggestion = suggest(timezone, [...Intl.supportedValuesOf('timeZone'), 'UTC']);
  const params = { path: place.path ?? '', got: JSON.stringify(timezone), suggestion };
  return [diagnostic('ROLLOUT_TIMEZONE', params, place)];
}

function emptyFault({ from, to }: HoursDocument, place: Place): Diagnostic[] {
  if (from !== to) return [];
  const fix = 'write from: "00:00" and to: "24:00" for a whole day';
  return [
    diagnostic(
      'ROLLOUT_CONTRADICTION',
      { path: place.path ?? '', why: 'is when the hours begin', fix },
      place,
    ),
  ];
}
