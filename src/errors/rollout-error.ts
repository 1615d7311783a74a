import { type Code, codes, type Params } from './codes.ts';
import type { CodeEntry, ExitCode } from './define.ts';
import type { Location } from './location.ts';

/**
 * One error or warning as data; `path` is dotted (`policy.load_ramp.steps[0]`). Its text is made by
 * `cli/diagnostics.ts`.
 */
export interface Diagnostic {
  readonly code: Code;
  readonly severity: 'error' | 'warning';
  readonly message: string;
  readonly path: string | null;
  readonly file: string | null;
  readonly line: number | null;
  readonly column: number | null;
  readonly hint: string | null;
  /** The source line; not part of the JSON form. */
  readonly source?: string;
}

/** Where a diagnostic points: a location in a file, a path in a document, or both. */
export interface Place {
  readonly at?: Location;
  readonly path?: string;
}

/** Builds one diagnostic from the catalogue. */
export function diagnostic<C extends Code>(code: C, params: Params<C>, place: Place = {}): Diagnostic {
  const entry = codes[code] as unknown as CodeEntry<Params<C>>;
  return {
    code,
    severity: entry.severity,
    message: shorten(entry.text(params)),
    path: place.path ?? null,
    file: place.at?.file ?? null,
    line: place.at?.line ?? null,
    column: place.at?.column ?? null,
    hint: shorten(entry.hint?.(params) ?? null),
    source: place.at?.text,
  };
}

/** The same at a place, where it has none yet. */
export function placed(found: Diagnostic, { at, path }: Place = {}): Diagnostic {
  if (found.file !== null || !at) return found;
  const { file, line, column, text: source } = at;
  return { ...found, path: path ?? null, file, line, column, source };
}

/** Longer words are those of a stranger; what is said in them stands at their start. */
const MAX_CHARACTERS = 2000;

/** On one line, and no longer than somebody reads. */
function shorten<T extends string | null>(text: T): T {
  if (text === null) return text;
  const start = text.slice(0, MAX_CHARACTERS).replace(/\s*[\r\n\u2028\u2029]\s*/g, ' ');
  return (text.length > MAX_CHARACTERS ? `${start}...` : start) as T;
}

/**
 * The one exception that carries a message for the user. `main` prints its diagnostics and exits with `exit`.
 */
export class RolloutError extends Error {
  readonly diagnostics: readonly Diagnostic[];
  readonly exit: ExitCode;

  constructor(diagnostics: readonly Diagnostic[], cause?: unknown) {
    super(diagnostics.map((d) => d.message).join('; '), { cause });
    this.name = 'RolloutError';
    this.diagnostics = diagnostics;
    const first = diagnostics.find((d) => d.severity === 'error') ?? diagnostics[0];
    this.exit = first ? codes[first.code].exit : 70;
  }
}

/** An error of one diagnostic: `throw fail('YAML_EMPTY', {...})`. */
export function fail<C extends Code>(
  code: C,
  params: Params<C>,
  place?: Place,
  cause?: unknown,
): RolloutError {
  return new RolloutError([diagnostic(code, params, place)], cause);
}

/** The code of a failure's first diagnostic; undefined for a problem that is no RolloutError. */
export function codeOf(problem: unknown): Code | undefined {
  if (!(problem instanceof RolloutError)) return undefined;
  return problem.diagnostics[0]?.code;
}

/** Throws when any of the diagnostics is an error; returns the warnings otherwise. */
export function throwIfErrors(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  if (diagnostics.some((d) => d.severity === 'error')) throw new RolloutError(diagnostics);
  return diagnostics;
}
