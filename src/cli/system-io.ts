import { setMaxListeners } from 'node:events';
import { HeldOutput } from './held-output.ts';
import type { SystemIO } from './io.ts';

const DEFAULT_COLUMNS = 80;

/**
 * The outside world of the process. The module of files is loaded on first use, so that `--version` does
 * without.
 */
export function systemIO(): SystemIO {
  const { stdin, stdout, stderr, env } = process;
  stdout.on('error', endOutput);
  stderr.on('error', ({ code }: NodeJS.ErrnoException) => {
    // EIO: the terminal is gone. Any other error of stderr loses messages, not the result.
    if (code === 'EIO') process.exit(130);
  });
  let interrupted: AbortSignal | undefined;
  const held = new HeldOutput();
  return {
    env,
    cwd: process.cwd(),
    program: process.argv[1] ?? '',
    isTTY: { stdin: stdin.isTTY === true, stdout: stdout.isTTY === true, stderr: stderr.isTTY === true },
    get columns() {
      return stdout.columns || stderr.columns || DEFAULT_COLUMNS;
    },
    hasColumns: stderr.columns !== 0,
    out: (text) => held.print(stdout, text),
    err: (text) => held.print(stderr, text),
    now: () => Date.now() / 1000,
    get interrupted() {
      interrupted ??= listen();
      return interrupted;
    },
    read: async (file, maxBytes) => (await import('../disk/read-text.ts')).readText(file, maxBytes),
    write: async (file, text, options) => {
      if (file === '-') held.print(stdout, text);
      else await (await import('../disk/write-text.ts')).writeText(file, text, options);
    },
    checkWritable: async (file) => void (await import('../disk/target.ts')).findTarget(file),
    open: async (file) => (await import('../disk/open-file.ts')).openFile(file, env),
    async openScreen(options) {
      interrupted ??= listen(); // Ctrl-C is a key of the screen, and a signal from elsewhere
      const { openScreen } = await import('./screen/open-screen.ts');
      return openScreen({ input: stdin, output: process[options.stream], held }, options);
    },
  };
}

/**
 * The reader went away (`rollout ... | head -1`) or the terminal was closed: an end. Else, such as a full
 * disk, a failure.
 */
async function endOutput(problem: NodeJS.ErrnoException): Promise<void> {
  if (problem.code === 'EPIPE' || problem.code === 'EIO') process.exit(process.exitCode ?? 0);
  throw (await import('../disk/reasons.ts')).unwritable('standard output', problem);
}

/** The first Ctrl-C (or SIGTERM) aborts the signal; the second one ends the process. */
function listen(): AbortSignal {
  const controller = new AbortController();
  setMaxListeners(0, controller.signal); // every rollout of a process listens
  const stop = () => {
    if (controller.signal.aborted) process.exit(130);
    controller.abort();
  };
  process.on('SIGINT', stop).on('SIGTERM', stop);
  return controller.signal;
}
