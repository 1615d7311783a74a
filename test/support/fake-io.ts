import { formatDiagnostics } from '../../src/cli/diagnostics.ts';
import type { IO } from '../../src/cli/io.ts';
import { fail } from '../../src/errors/rollout-error.ts';

/** What a test may set; everything else is a quiet pipe at the beginning of 2026. */
export interface FakeWorld {
  readonly files?: Readonly<Record<string, string>>;
  readonly argv?: IO['argv'];
  readonly env?: IO['env'];
  readonly isTTY?: Partial<IO['isTTY']>;
  readonly columns?: number;
  readonly now?: number;
}

export interface FakeIO extends IO {
  /** All files, written ones included. */
  readonly files: Map<string, string>;
  /** What is named in the last lines. */
  readonly written: readonly string[];
  stdout(): string;
  stderr(): string;
  /** Presses Ctrl-C. */
  interrupt(): void;
}

/** The outside world in memory. Standard input is the file `-`. */
export function fakeIO(world: FakeWorld = {}): FakeIO {
  const files = new Map(Object.entries(world.files ?? {}));
  const written: string[] = [];
  const printed = { out: '', err: '' };
  const out = (text: string) => {
    printed.out += text;
  };
  const err = (text: string) => {
    printed.err += text;
  };
  const controller = new AbortController();
  return {
    files,
    argv: world.argv ?? [],
    env: world.env ?? {},
    cwd: '/home/user',
    program: '/usr/bin/rollout',
    invocation: 'rollout',
    place: '',
    isTTY: { stdin: false, stdout: false, stderr: false, ...world.isTTY },
    columns: world.columns ?? 80,
    hasColumns: world.columns !== 0,
    colour: { stdout: false, stderr: false },
    unicode: { stdout: true, stderr: true },
    interrupted: controller.signal,
    interrupt: () => controller.abort(),
    now: () => world.now ?? Date.UTC(2026, 0, 1) / 1000,
    out,
    err,
    clearScreen() {},
    report: (diagnostics) => err(formatDiagnostics(diagnostics)),
    annotate() {},
    say: out,
    note: (text) => err(`${text}\n`),
    wrote: (file) => {
      if (file !== '-') written.push(file);
    },
    written,
    stdout: () => printed.out,
    stderr: () => printed.err,
    async read(file) {
      const text = files.get(file);
      if (text === undefined) throw fail('FILE_MISSING', { file });
      return text;
    },
    async write(file, text, { overwrite = false } = {}) {
      if (file === '-') return out(text);
      if (files.has(file) && !overwrite) throw fail('FILE_EXISTS', { file });
      files.set(file, text);
    },
    async checkWritable(file) {
      if (files.has(file)) throw fail('FILE_EXISTS', { file });
    },
    open: async () => {},
    openScreen: async () => undefined,
    mayReplace: async () => false,
  };
}
