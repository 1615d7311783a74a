import type { Place } from '../../errors/rollout-error.ts';

/** The place of one character of a query, where the whole query is on its source line. */
export function pinpoint(query: string, from: number, place: Place): Place {
  const start = place.at?.text?.indexOf(query) ?? -1;
  if (query === '' || start < 0 || !place.at) return place;
  return { ...place, at: { ...place.at, column: start + from + 1 } };
}
