import type { SystemIO } from './io.ts';

const WIDTH = 80;

/** The real world. Files are loaded on first use, so that `--version` pays for nothing. */
export function systemIO(): SystemIO {
  const { stdin, stdout, stderr, env } = process;
  stdout.on('error', endOutput);
  stderr.on('error', ({ code }: NodeJS.ErrnoException) => {
    if (code === 'EIO') process.exit(130); // the terminal is gone; elsewhere the result still counts where nobody hears the rest
  });
  let interrupted: AbortSignal | undefined;
  return {
    env,
    cwd: process.cwd(),
    isTTY: { stdin: stdin.isTTY === true, stdout: stdout.isTTY === true, stderr: stderr.isTTY === true },
    columns: stdout.columns || stderr.columns || WIDTH,
    out: (text) => void stdout.write(text),
    err: (text) => void stderr.write(text),
    now: () => Date.now() / 1000,
    get interrupted() {
      interrupted ??= listen();
      return interrupted;
    },
    read: async (file) => (await import('../disk/read-text.ts')).readText(file),
    write: async (file, text, options) => {
      if (file === '-') stdout.write(text);
      else await (await import('../disk/write-text.ts')).writeText(file, text, options);
    },
  };
}

/** The reader went away (`rollout ... | head -1`), or the terminal was closed: nothing is left to say. A full disk is worth a word. */
async function endOutput(problem: NodeJS.ErrnoException): Promise<void> {
  if (problem.code === 'EPIPE' || problem.code === 'EIO') process.exit(process.exitCode ?? 0);
  throw (await import('../disk/reasons.ts')).unwritable('standard output', problem);
}

/** From the first Ctrl-C (or SIGTERM) on, the command winds down; the second one ends it. */
function listen(): AbortSignal {
  const controller = new AbortController();
  const stop = () => {
    if (controller.signal.aborted) process.exit(130);
    controller.abort();
  };
  process.on('SIGINT', stop).on('SIGTERM', stop);
  return controller.signal;
}
