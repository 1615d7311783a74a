import { RolloutError } from '../../errors/rollout-error.ts';
import type { Failure } from '../../run/policy-test/failure.ts';
import { fromPointer } from '../../text/pointer.ts';
import { parseYaml } from '../../text/yaml.ts';
import type { TestFile } from './load.ts';
import type { FileReport } from './text.ts';

/** One expectation that changes. */
export interface Change {
  readonly pointer: string;
  readonly line: number;
  readonly before: string;
  readonly after: string;
}

/** A test file whose expectations of one scalar are replaced; `left` counts failures that need a person. */
export interface Update {
  readonly text: string;
  readonly changes: readonly Change[];
  readonly left: number;
}

/** The file as it would be if what the policy did were right. Comments and layout stay as they are. */
export function updated({ file, tests }: FileReport, text: string): Update {
  const failures = tests.flatMap((test) => test.failures);
  const lines = text.split('\n');
  const changes: Change[] = [];
  for (const { pointer, right, line, column } of fromTheEnd(failures, file)) {
    const before = lines[line - 1]!;
    const changed = withScalar(before, column - 1, right);
    if (!changed) continue;
    lines[line - 1] = changed.line;
    if (isValueAt(lines.join('\n'), pointer, right))
      changes.unshift({ pointer, line, before: changed.before, after: right });
    else lines[line - 1] = before;
  }
  return { text: lines.join('\n'), changes, left: failures.length - changes.length };
}

/** The scalar that would be right, and where the expectation stands. */
interface Placed {
  readonly pointer: string;
  readonly right: string;
  readonly line: number;
  readonly column: number;
}

/** The failures of one scalar, last one first: so places before a change stay where they are. */
function fromTheEnd(failures: readonly Failure[], { document }: TestFile): Placed[] {
  const placed: Placed[] = [];
  for (const { pointer, right } of failures) {
    const { line, column } = document.locate(pointer);
    if (right !== undefined && line !== null && column !== null)
      placed.push({ pointer, right, line, column });
  }
  return placed.sort((a, b) => b.line - a.line || b.column - a.column);
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

/** Whether a file holds this value at the pointer; false also where it is no YAML. */
function isValueAt(text: string, pointer: string, scalar: string): boolean {
  try {
    let value: unknown = parseYaml(text, 'updated').value;
    for (const part of fromPointer(pointer)) value = (value as Record<string, unknown> | undefined)?.[part];
    return String(value) === scalar;
  } catch (problem) {
    if (problem instanceof RolloutError) return false;
    throw problem;
  }
}
