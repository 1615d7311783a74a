import { readText } from '../../src/disk/read-text.ts';
import { findTarget } from '../../src/disk/target.ts';
import { writeText } from '../../src/disk/write-text.ts';
import { main } from '../../src/main.ts';

/** Where a command line runs: its working directory, environment and standard input. */
export interface Place {
  readonly directory: string;
  readonly env: Readonly<Record<string, string>>;
  readonly stdin: string;
  /** The file that it is said to be; `rollout` where it is not given. */
  readonly program?: string;
}

/** What a command line printed, and its exit code. */
export interface Ran {
  readonly stdout: string;
  readonly stderr: string;
  readonly exit: number;
}

let last: Promise<unknown> = Promise.resolve();

/**
 * Runs a command line in this process, on real files: a process of its own takes fifty times as long. One at a time, since a
 * process has one working directory.
 */
export function runInProcess(argv: readonly string[], place: Place): Promise<Ran> {
  const ran = last.then(() => runNow(argv, place));
  last = ran.catch(() => undefined);
  return ran;
}

async function runNow(argv: readonly string[], place: Place): Promise<Ran> {
  const { directory, env, stdin, program = 'rollout' } = place;
  const printed = { stdout: '', stderr: '' };
  const out = (text: string) => {
    printed.stdout += text;
  };
  const before = process.cwd();
  process.chdir(directory);
  try {
    const exit = await main(argv, {
      env,
      cwd: directory,
      program,
      isTTY: { stdin: false, stdout: false, stderr: false },
      columns: 80,
      hasColumns: true,
      out,
      err: (text) => {
        printed.stderr += text;
      },
      now: () => Date.now() / 1000,
      interrupted: new AbortController().signal,
      read: async (file, maxBytes) => (file === '-' ? stdin : readText(file, maxBytes)),
      write: async (file, text, options) => (file === '-' ? out(text) : writeText(file, text, options)),
      checkWritable: async (file) => void findTarget(file),
      open: async () => {},
      openScreen: async () => undefined,
    });
    return { exit, ...printed };
  } finally {
    process.chdir(before);
  }
}
