import { distance } from 'fastest-levenshtein';

/** The known name nearest to what was written, when it is near enough to be meant; else `undefined`. */
export function suggest(written: string, known: Iterable<string>): string | undefined {
  let best: string | undefined;
  let least = Math.max(2, Math.floor(written.length / 3)) + 1;
  for (const name of known) {
    const cost = distance(written.toLowerCase(), name.toLowerCase());
    if (cost < least && cost < Math.max(name.length, written.length)) [best, least] = [name, cost];
  }
  return best;
}
