/**
 * A copy without the keys whose value is null: null is the same as unset. Nulls in lists stay, so that
 * positions do.
 */
export function dropNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(dropNulls);
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(([, entry]) => entry !== null);
  return Object.fromEntries(kept.map(([key, entry]) => [key, dropNulls(entry)]));
}
