import type { Diagnostic } from '../errors/rollout-error.ts';
import type { Moment } from '../text/time.ts';

/** The outside world, as one object, so that a command can be tested without it. Paths are relative to `cwd`; `-` is stdin or stdout. */
export interface IO {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly isTTY: { readonly stdin: boolean; readonly stdout: boolean; readonly stderr: boolean };
  /** Width of the terminal; 80 where there is none. */
  readonly columns: number;
  /** The result: stdout. */
  readonly out: (text: string) => void;
  /** Everything else: stderr. */
  readonly err: (text: string) => void;
  /** Prints warnings that do not end the command; silent under --quiet. */
  readonly warn: (diagnostics: readonly Diagnostic[]) => void;
  /** Whether to colour what goes to that stream. */
  readonly colour: { readonly stdout: boolean; readonly stderr: boolean };
  readonly now: () => Moment;
  /** Fires on the first Ctrl-C; a second one ends the process at once. */
  readonly interrupted: AbortSignal;
  /** Throws FILE_MISSING or FILE_UNREADABLE. */
  readonly read: (file: string) => Promise<string>;
  /** Atomic: a temporary file, then a rename; makes missing directories. Throws FILE_EXISTS without overwrite, FILE_UNWRITABLE. */
  readonly write: (
    file: string,
    text: string,
    options?: { readonly overwrite?: boolean; readonly mode?: number },
  ) => Promise<void>;
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
