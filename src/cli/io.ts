import type { Diagnostic } from '../errors/rollout-error.ts';
import type { Moment } from '../text/time.ts';
import type { Screen, ScreenOptions } from './screen/screen.ts';

/**
 * The outside world as one object, so that a command can be tested without it. Paths are relative to `cwd`;
 * `-` is stdin or stdout.
 */
export interface SystemIO {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** The file that was started, as it was named. */
  readonly program: string;
  readonly isTTY: { readonly stdin: boolean; readonly stdout: boolean; readonly stderr: boolean };
  /** Width of the terminal at this moment; 80 where there is none. */
  readonly columns: number;
  /** False for a terminal on stderr that says it has none: a pty that nobody gave a size. */
  readonly hasColumns: boolean;
  /** The result: stdout. */
  readonly out: (text: string) => void;
  /** Everything else: stderr. */
  readonly err: (text: string) => void;
  readonly now: () => Moment;
  /** Fires on the first Ctrl-C; a second one ends the process at once. Reading it installs the listener. */
  readonly interrupted: AbortSignal;
  /** Throws FILE_MISSING or FILE_UNREADABLE, also for more than `maxBytes` (16 MiB where it is not given). */
  readonly read: (file: string, maxBytes?: number) => Promise<string>;
  /**
   * Atomic: a temporary file, then a rename; makes missing directories. Throws FILE_EXISTS without overwrite,
   * FILE_UNWRITABLE.
   */
  readonly write: (
    file: string,
    text: string,
    options?: { readonly overwrite?: boolean; readonly mode?: number },
  ) => Promise<void>;
  /** Looks whether a file may be written as `write` would without overwrite. Throws FILE_EXISTS, FILE_UNWRITABLE. */
  readonly checkWritable: (file: string) => Promise<void>;
  /** Shows a file in the browser. Throws a plain error with the reason. */
  readonly open: (file: string) => Promise<void>;
  /**
   * Covers a terminal with a picture until it is closed. Undefined where none can be covered: no terminal on standard input
   * or that stream, a dumb one, one without columns, a job in the background.
   */
  readonly openScreen: (options: ScreenOptions) => Promise<Screen | undefined>;
}

/** What a command gets: the outside world, configured by the printing flags of its command line. */
export interface IO extends SystemIO {
  /** The words of the command line, without `rollout`. */
  readonly argv: readonly string[];
  /** How rollout is started here, for commands that are shown: `rollout`, `npx rollout`. */
  readonly invocation: string;
  /** The flags that say where a rollout is, for commands that are shown: ` --state DIR`; empty where none was given. */
  readonly place: string;
  /** Whether to colour what goes to that stream. */
  readonly colour: { readonly stdout: boolean; readonly stderr: boolean };
  /** Whether that stream takes more than ASCII. */
  readonly unicode: { readonly stdout: boolean; readonly stderr: boolean };
  /** Reports diagnostics that do not end the command; warnings are silent under --quiet. */
  readonly report: (diagnostics: readonly Diagnostic[]) => void;
  /** Annotates, in the form of the forge, diagnostics that are said elsewhere: in the result, or as plain lines. */
  readonly annotate: (diagnostics: readonly Diagnostic[]) => void;
  /** The result as text for people: a forge that shows it obeys nothing of it. */
  readonly say: (text: string) => void;
  /** Says something in a line of stderr; silent under --quiet, and with -o json, where stderr is one document. */
  readonly note: (text: string) => void;
  /** Names a file in the last lines of stderr, where it was written. */
  readonly wrote: (file: string) => void;
  /** Shows a file in the browser; a failure is a warning. */
  readonly open: (file: string) => Promise<void>;
  /** The same, and undefined with --no-input; of the lines a terminal obeys our colours alone. */
  readonly openScreen: (options: ScreenOptions) => Promise<Screen | undefined>;
  /** Moves the cursor home and clears the terminal of stdout; nothing where that is none. */
  readonly clearScreen: () => void;
  /** Whether what exists may be replaced: asks at a terminal, false where nobody can be asked. */
  readonly mayReplace: (file: string) => Promise<boolean>;
}

/** Options every command has. */
export interface GlobalOptions {
  readonly color?: 'auto' | 'always' | 'never';
  /** commander's form of --no-input. */
  readonly input?: boolean;
  readonly quiet?: boolean;
  readonly debug?: boolean;
}
