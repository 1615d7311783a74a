import type { DriverTitle, DriverTitles } from '../policy/measures.ts';
import { printableLine } from '../text/printable.ts';
import { valueAt } from './mapping.ts';
import { driverKinds } from './renderers/driver-kinds.ts';
import { DRIVER_LISTS } from './renderers/values.ts';

const MAX_TITLE = 60;
const MAX_UNIT = 12;

/** The titles and units that drivers have in values, which may be of any shape. */
export function titlesIn(values: unknown): DriverTitles {
  const titles = DRIVER_LISTS.flatMap((list) => {
    const drivers = valueAt(values, 'policy', 'drivers', list);
    if (!Array.isArray(drivers)) return [];
    return drivers.map((driver, i) => [`${driverKinds[list].signal}_${i}`, titleOf(driver)] as const);
  });
  return new Map(titles);
}

/** The same of a policy resource that was rendered from values, which stand in its annotations. */
export function titlesInAnnotation(text: string | undefined): DriverTitles {
  if (text === undefined) return new Map();
  try {
    return titlesIn(JSON.parse(text));
  } catch {
    return new Map();
  }
}

const titleOf = (driver: unknown): DriverTitle => ({
  title: shownText(valueAt(driver, 'title'), MAX_TITLE),
  unit: shownText(valueAt(driver, 'unit'), MAX_UNIT),
  query: textOf(valueAt(driver, 'query_string')),
});

/** On one line, and nothing that a terminal obeys. */
function shownText(value: unknown, max: number): string | undefined {
  const text = textOf(value, max);
  return text === undefined ? undefined : printableLine(text).trim();
}

function textOf(value: unknown, max = Number.POSITIVE_INFINITY): string | undefined {
  return typeof value === 'string' && value.trim() !== '' && value.length <= max ? value : undefined;
}
