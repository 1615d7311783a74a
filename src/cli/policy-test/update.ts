import { RolloutError } from '../../errors/rollout-error.ts';
import { fromPointer } from '../../text/pointer.ts';
import { parseYaml } from '../../text/yaml.ts';
import type { FileReport } from './text.ts';

/** One expectation to be written anew. */
export interface Change {
  readonly pointer: string;
  readonly line: number;
  readonly before: string;
  readonly after: string;
}

/** A test file with the expectations replaced that one scalar states; `left` counts failures that need a person. */
export interface Update {
  readonly text: string;
  readonly changes: readonly Change[];
  readonly left: number;
}

/** Works out what the file would say if what the policy did were right. Comments and layout stay as they are. */
export function updated({ file, tests }: FileReport, text: string): Update {
  const failures = tests.flatMap((test) => test.failures);
  const placed = failures.flatMap(({ pointer, right }) => {
    const { line, column } = file.document.locate(pointer);
    return right === undefined || line === null || column === null ? [] : [{ pointer, right, line, column }];
  });
  const lines = text.split('\n');
  const changes: Change[] = [];
  // From the end on, so that places before a change stay where they are.
  for (const { pointer, right, line, column } of placed.sort(
    (a, b) => b.line - a.line || b.column - a.column,
  )) {
    const before = lines[line - 1]!;
    const changed = withScalar(before, column - 1, right);
    if (!changed) continue;
    lines[line - 1] = changed.line;
    if (saysSo(lines.join('\n'), pointer, right))
      changes.unshift({ pointer, line, before: changed.before, after: right });
    else lines[line - 1] = before;
  }
  return { text: lines.join('\n'), changes, left: failures.length - changes.length };
}

/** Replaces the scalar after the key that begins at `from`. */
function withScalar(
  line: string,
  from: number,
  scalar: string,
): { line: string; before: string } | undefined {
  const found =
    /^(?:"[^"]*"|'[^']*'|[^:]+?)\s*:\s+("[^"]*"|'[^']*'|[^\s,}\]#'"][^,}\]#]*?)(?=\s*(?:[,}\]]|#|\r?$))/.exec(
      line.slice(from),
    );
  if (!found) return undefined;
  const end = from + found[0].length;
  return { line: line.slice(0, end - found[1]!.length) + scalar + line.slice(end), before: found[1]! };
}

/** Whether a file, as it now reads, expects this; false also where it no longer reads as YAML. */
function saysSo(text: string, pointer: string, scalar: string): boolean {
  try {
    let value: unknown = parseYaml(text, 'updated').value;
    for (const part of fromPointer(pointer)) value = (value as Record<string, unknown> | undefined)?.[part];
    return String(value) === scalar;
  } catch (problem) {
    if (problem instanceof RolloutError) return false;
    throw problem;
  }
}
