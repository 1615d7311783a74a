import { printableLine } from '../text/printable.ts';
import type { IO } from './io.ts';

/** What a long command prints on stderr while it works. */
export interface Progress {
  /** What happens right now: the line of a spinner on a terminal, nothing elsewhere. */
  now(text: string): void;
  /** What changed: a line that stays. */
  note(text: string): void;
  /** Calls `print` with the spinner cleared. */
  withoutSpinner(print: () => void): void;
  /** Takes the spinner away. */
  stop(): void;
}

/** Prints nothing but what is handed to it. */
export const silent: Progress = { now() {}, note() {}, withoutSpinner: (print) => print(), stop() {} };

/** One line, whatever servers and policies write into it. */
const lineOf = (text: string): string => `${printableLine(text)}\n`;

/**
 * A spinner on a terminal, plain lines into a file or pipe, nothing under --quiet. A terminal that says it
 * has no columns (a pty that nobody gave a size) gets plain lines: ora counts the lines of its text by
 * dividing by them.
 */
export async function startProgress(
  io: IO,
  { quiet = false }: { readonly quiet?: boolean },
): Promise<Progress> {
  if (quiet) return silent;
  if (!hasSpinner(io)) return { ...silent, note: (text) => io.err(lineOf(text)) };
  const { default: ora } = await import('ora');
  const spinner = ora({
    stream: process.stderr,
    color: io.colour.stderr ? 'cyan' : false,
    discardStdin: false,
    spinner: io.unicode.stderr ? undefined : 'line',
  });
  const withoutSpinner: Progress['withoutSpinner'] = (print) => {
    spinner.clear();
    print();
    if (spinner.isSpinning) spinner.render();
  };
  return {
    now(text) {
      spinner.text = printableLine(text);
      if (!spinner.isSpinning) spinner.start();
    },
    note: (text) => withoutSpinner(() => io.err(lineOf(text))),
    withoutSpinner,
    stop() {
      spinner.stop();
    },
  };
}

const hasSpinner = ({ isTTY, env, hasColumns }: IO): boolean =>
  isTTY.stderr && hasColumns && env.TERM !== 'dumb';
