import { emitKeypressEvents, type Key } from 'node:readline';
import type { ReadStream, WriteStream } from 'node:tty';
import type { HeldOutput } from '../held-output.ts';
import { isForeground } from './foreground.ts';
import { KeyNames } from './keys.ts';
import { ENTER, fitLines, LEAVE, patch } from './patch.ts';
import type { Screen, ScreenOptions } from './screen.ts';

/** What a screen takes over. */
export interface Terminal {
  readonly input: ReadStream;
  readonly output: WriteStream;
  readonly held: HeldOutput;
}

/** Signals that end the process, after the terminal is given back. */
const ENDING: readonly NodeJS.Signals[] = ['SIGHUP', 'SIGQUIT'];
/** The system stops a process within this time after it was asked to. */
const STOP_TIME_MS = 20;

/** Keys that are signals where a terminal is not taken over. */
const SIGNALS: Readonly<Record<string, NodeJS.Signals>> = {
  'ctrl-c': 'SIGINT',
  'ctrl-z': 'SIGTSTP',
  'ctrl-\\': 'SIGQUIT',
};

/**
 * A screen on the terminal of this process. It is given back on every way out: `close`, the end of the process whatever
 * ends it, a signal, and suspension, after which it is taken again; but not while the process is in the background.
 */
export class TerminalScreen implements Screen {
  readonly #terminal: Terminal;
  readonly #options: ScreenOptions;
  readonly #keys = new KeyNames();
  /** The lines that the terminal shows; undefined where nobody knows. */
  #shown: readonly string[] | undefined;
  #isUp = false;

  constructor(terminal: Terminal, options: ScreenOptions) {
    const { input, output } = terminal;
    this.#terminal = terminal;
    this.#options = options;
    emitKeypressEvents(input);
    input.on('keypress', this.#onKey).on('end', this.interrupt).on('error', this.interrupt);
    output.on('resize', this.#repaintAll);
    process.on('exit', this.close).on('SIGTSTP', this.#suspend).on('SIGCONT', this.#resume);
    for (const signal of ENDING) process.on(signal, this.#end);
    this.#enter();
  }

  readonly repaint = (): void => {
    if (!this.#isUp) this.#enter();
    else this.#paint();
  };

  readonly interrupt = (): void => {
    process.kill(process.pid, 'SIGINT');
  };

  readonly close = (): void => {
    const { input, output } = this.#terminal;
    this.#leave();
    input.off('keypress', this.#onKey).off('end', this.interrupt).off('error', this.interrupt);
    output.off('resize', this.#repaintAll);
    process.off('exit', this.close).off('SIGTSTP', this.#suspend).off('SIGCONT', this.#resume);
    for (const signal of ENDING) process.off(signal, this.#end);
  };

  #enter(): void {
    if (this.#isUp || !isForeground()) return;
    const { input, output, held } = this.#terminal;
    this.#isUp = true;
    held.hold();
    input.setRawMode(true);
    input.resume();
    output.write(ENTER);
    process.kill(process.pid, 'SIGWINCH'); // a process that is stopped gets no signal of a new size
    this.#repaintAll();
  }

  #leave(): void {
    if (!this.#isUp) return;
    const { input, output, held } = this.#terminal;
    this.#isUp = false;
    output.write(LEAVE);
    try {
      input.setRawMode(false);
    } catch {} // the terminal is gone
    input.pause();
    held.release();
  }

  #paint(): void {
    const { output } = this.#terminal;
    const size = { columns: output.columns, rows: output.rows };
    const lines = fitLines(this.#options.picture(size), size);
    const text = patch(this.#shown, lines, size);
    this.#shown = lines;
    if (text !== '') output.write(text);
  }

  readonly #repaintAll = (): void => {
    this.#shown = undefined;
    if (this.#isUp) this.#paint();
  };

  readonly #onKey = (text: string | undefined, key: Key): void => {
    const name = this.#keys.nameOf(text, key);
    if (name === undefined) return;
    const signal = SIGNALS[name];
    if (signal) process.kill(process.pid, signal);
    else if (name === 'ctrl-l') this.#repaintAll();
    else this.#options.onKey(name);
  };

  readonly #end = (signal: NodeJS.Signals): void => {
    this.close();
    process.kill(process.pid, signal);
  };

  /** Stops the process and those it was started by, as Ctrl-Z elsewhere; where nobody could continue it, the system does not stop it. */
  readonly #suspend = (): void => {
    this.#leave();
    process.off('SIGTSTP', this.#suspend);
    process.kill(0, 'SIGTSTP');
    setTimeout(() => {
      process.on('SIGTSTP', this.#suspend);
      this.#enter();
    }, STOP_TIME_MS);
  };

  /** Whoever ran meanwhile may have changed the terminal. */
  readonly #resume = (): void => {
    this.#leave();
    this.#enter();
  };
}
