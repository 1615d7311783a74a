import { StringDecoder } from 'node:string_decoder';
import type { ReadStream, WriteStream } from 'node:tty';
import { KeyDecoder, PASTE_OFF, PASTE_ON, type Press } from './key-decoder.ts';

/** After this time an Escape is the key, not the beginning of a longer sequence. */
const ESCAPE_TIME_MS = 60;
/** A process that nobody can continue is not stopped: then it goes on after this time. */
const STOP_TIME_MS = 200;

/** The question that has the keyboard. */
export interface Listener {
  readonly press: (press: Press) => void;
  /** The window has another size, or something else was printed in it. */
  readonly redraw: () => void;
}

const INTERRUPT: Press = { kind: 'key', key: 'interrupt' };
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * The keys of the terminal, for one question at a time. While a question has them the terminal sends every key at once;
 * the end of the input, a signal to end and a process with nothing left to wait for are an interruption.
 */
export class Keyboard {
  readonly #input: ReadStream;
  readonly #output: WriteStream;
  #release: (() => void) | undefined;

  constructor(input: ReadStream, output: WriteStream) {
    this.#input = input;
    this.#output = output;
  }

  /** Gives the keys to a question, until `blur`. What was typed before it is dropped. */
  focus(listener: Listener): void {
    const keys = new Keys(listener.press);
    const interrupt = () => listener.press(INTERRUPT);
    const onData = (data: Buffer) => keys.read(data);
    const onContinue = () => {
      this.#setRaw();
      listener.redraw();
    };
    this.#input.on('end', interrupt).on('error', interrupt);
    this.#output.on('resize', listener.redraw);
    for (const signal of SIGNALS) process.on(signal, interrupt);
    process.on('beforeExit', interrupt).on('SIGCONT', onContinue);
    this.#setRaw();
    this.#input.resume();
    const start = setImmediate(() => this.#input.on('data', onData));
    this.#release = () => {
      clearImmediate(start);
      keys.stop();
      this.#input.off('data', onData).off('end', interrupt).off('error', interrupt).pause();
      this.#output.off('resize', listener.redraw);
      for (const signal of SIGNALS) process.off(signal, interrupt);
      process.off('beforeExit', interrupt).off('SIGCONT', onContinue);
      this.#output.write(PASTE_OFF);
      this.#input.setRawMode(false);
    };
  }

  /** Gives the terminal back. */
  blur(): void {
    this.#release?.();
    this.#release = undefined;
  }

  /** Stops this process and those it runs with, as a terminal does at Ctrl-Z; returns when it is continued. */
  suspend(): Promise<void> {
    if (process.platform === 'win32') return Promise.resolve();
    return new Promise((done) => {
      const goOn = () => {
        clearTimeout(timer);
        process.off('SIGCONT', goOn);
        done();
      };
      const timer = setTimeout(goOn, STOP_TIME_MS);
      process.on('SIGCONT', goOn);
      process.kill(0, 'SIGTSTP');
    });
  }

  /** A shell sets the modes of the terminal anew, so they are set even where they should still hold. */
  #setRaw(): void {
    this.#input.setRawMode(false);
    this.#input.setRawMode(true);
    this.#output.write(PASTE_ON);
  }
}

/** The bytes of a terminal as presses. */
class Keys {
  readonly #press: (press: Press) => void;
  readonly #text = new StringDecoder('utf8');
  readonly #decoder = new KeyDecoder();
  #escape: NodeJS.Timeout | undefined;

  constructor(press: (press: Press) => void) {
    this.#press = press;
  }

  read(data: Buffer): void {
    clearTimeout(this.#escape);
    for (const press of this.#decoder.push(this.#text.write(data))) this.#press(press);
    if (this.#decoder.isWaiting) this.#escape = setTimeout(() => this.#flush(), ESCAPE_TIME_MS);
  }

  stop(): void {
    clearTimeout(this.#escape);
  }

  #flush(): void {
    for (const press of this.#decoder.flush()) this.#press(press);
  }
}
