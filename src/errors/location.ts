/**
 * A place in the user's input. `line` and `column` count from 1; null where the input has no lines (a flag).
 */
export interface Location {
  readonly file: string;
  readonly line: number | null;
  readonly column: number | null;
  /** The source line, for the caret under it. */
  readonly text?: string;
}

/** A place inside something that has no lines: a flag, a server, an environment variable. */
export const nowhere = (file: string): Location => ({ file, line: null, column: null });
