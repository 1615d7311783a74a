import { parseDotted } from '../../text/pointer.ts';
import { parseYaml } from '../../text/yaml.ts';
import type { LoadedPolicy } from '../load-policy.ts';

/** The values of a policy, defaults filled in; a policy that came as such is its own values. */
export const valuesOf = ({ values, text, file = '-' }: LoadedPolicy): unknown =>
  values ?? parseYaml(text, file, 'a policy').value;

/** What stands at a dotted path; undefined where nothing does. */
export function valueAt(values: unknown, path: string): unknown {
  let at = values;
  for (const part of parseDotted(path) ?? []) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, part)) return undefined;
    at = (at as Readonly<Record<string, unknown>>)[part];
  }
  return at;
}

/**
 * The path of the number that a part of a policy was made of: what stands at the path that caused it, or the one number in
 * there that is the same. Undefined where there is none, or several.
 */
export function pathOfNumber(values: unknown, cause: string, number: number): string | undefined {
  const found = valueAt(values, cause);
  if (found === number) return cause;
  if (typeof found !== 'object' || found === null) return undefined;
  const same = Object.entries(found).filter(([, value]) => value === number);
  return same.length === 1 ? `${cause}.${same[0]![0]}` : undefined;
}
