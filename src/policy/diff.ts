import { type Difference, differencesOf } from './diff/difference.ts';
import { type ComparedPolicy, sectionsOf } from './diff/model.ts';
import { pairParts } from './diff/pairs.ts';

/**
 * What differs in meaning between two policies: durations in another spelling, key order and comments do not.
 */
export function diff(before: ComparedPolicy, after: ComparedPolicy): Difference[] {
  const afters = sectionsOf(after);
  return sectionsOf(before).flatMap((parts, section) =>
    pairParts(parts, afters[section] ?? []).flatMap(differencesOf),
  );
}
