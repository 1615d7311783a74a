import { distance } from 'fastest-levenshtein';

/** A beginning this long may stand for the whole name. */
const MIN_BEGINNING = 3;

/** The known name nearest to what was written, when it is near enough to be meant; else `undefined`. */
export function suggest(written: string, known: Iterable<string>): string | undefined {
  const names = [...known];
  return nearest(written, names) ?? begun(written, names);
}

function nearest(written: string, known: readonly string[]): string | undefined {
  let best: string | undefined;
  let least = Math.max(2, Math.floor(written.length / 3)) + 1;
  for (const name of known) {
    const cost = distance(written.toLowerCase(), name.toLowerCase());
    if (cost < least && cost < Math.max(name.length, written.length)) [best, least] = [name, cost];
  }
  return best;
}

/** The only name that begins with what was written. */
function begun(written: string, known: readonly string[]): string | undefined {
  if (written.length < MIN_BEGINNING) return undefined;
  const [name, ...others] = known.filter((one) => one.toLowerCase().startsWith(written.toLowerCase()));
  return others.length === 0 ? name : undefined;
}
