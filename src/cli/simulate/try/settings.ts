import { fail } from '../../../errors/rollout-error.ts';
import { type Assignment, parseAssignments } from '../../../text/assign.ts';
import { toDotted, toPointer } from '../../../text/pointer.ts';

/** One combination of what `--try` names: a value for each path. */
export type Setting = readonly Assignment[];

/** So many runs take seconds, and a table of them can still be read. */
const MAX_SETTINGS = 200;

/** The path of a value, dotted, as the user writes it. */
export const pathOf = ({ path }: Assignment): string => toDotted(toPointer(path));

/**
 * Every combination of `PATH=VALUE,VALUE...`, the last path changing fastest; undefined without one. Throws USAGE_VALUE,
 * YAML_*, and USAGE_CONFLICT where a path is named twice.
 */
export function readSettings(texts: readonly string[] = []): readonly Setting[] | undefined {
  if (texts.length === 0) return undefined;
  const tries = texts.map((text) => parseAssignments(text, '--try'));
  const paths = tries.map(([first]) => pathOf(first!));
  const twice = paths.find((path, i) => paths.indexOf(path) !== i);
  if (twice !== undefined) throw fail('USAGE_CONFLICT', { flags: `--try ${twice} and --try ${twice}` });
  const count = tries.reduce((product, values) => product * values.length, 1);
  if (count > MAX_SETTINGS)
    throw fail('USAGE_VALUE', {
      flag: '--try',
      got: `${count} of them`,
      expected: `at most ${MAX_SETTINGS} settings in all`,
    });
  return tries.reduce<readonly Setting[]>(
    (settings, values) => settings.flatMap((setting) => values.map((value) => [...setting, value])),
    [[]],
  );
}
