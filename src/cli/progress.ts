import type { IO } from './io.ts';

/** What a long command says while it works, on stderr. */
export interface Progress {
  /** What is happening right now: a spinner's line on a terminal, nothing elsewhere. */
  now(text: string): void;
  /** Something that changed: a line that stays. */
  note(text: string): void;
  /** Lets `print` print without the spinner in its way. */
  aside(print: () => void): void;
  /** Takes the spinner away. */
  stop(): void;
}

const silent: Progress = { now() {}, note() {}, aside: (print) => print(), stop() {} };

/** A spinner on a terminal, plain lines into a file or pipe, nothing under --quiet. */
export async function startProgress(
  io: IO,
  { quiet = false }: { readonly quiet?: boolean },
): Promise<Progress> {
  if (quiet) return silent;
  if (!io.isTTY.stderr || io.env.TERM === 'dumb') return { ...silent, note: (text) => io.err(`${text}\n`) };
  const { default: ora } = await import('ora');
  const spinner = ora({
    stream: process.stderr,
    color: io.colour.stderr ? 'cyan' : false,
    discardStdin: false,
  });
  const aside: Progress['aside'] = (print) => {
    spinner.clear();
    print();
    if (spinner.isSpinning) spinner.render();
  };
  return {
    now(text) {
      spinner.text = text;
      if (!spinner.isSpinning) spinner.start();
    },
    note: (text) => aside(() => io.err(`${text}\n`)),
    aside,
    stop: () => void spinner.stop(),
  };
}
