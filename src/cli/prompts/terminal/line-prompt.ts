import { createInterface, type Interface } from 'node:readline';
import { Writable } from 'node:stream';
import type { WriteStream } from 'node:tty';
import type { KeySource } from './key-source.ts';
import type { LineQuestion } from './line-question.ts';
import { LineView } from './line-view.ts';

export interface LineContext {
  readonly input: KeySource;
  readonly output: WriteStream;
  readonly signal: AbortSignal;
}

/**
 * A prompt for inquirer: a line that may be longer than the window, which Enter answers once it passes its check. Clears
 * what it drew in the end; the draft keeps what was typed. Rejects where the signal fires.
 */
export function linePrompt(question: LineQuestion, context: LineContext): Promise<string> {
  return new Promise((done, failed) => {
    const line = new LinePrompt(question, context, done);
    const stop = () => {
      line.close();
      failed(context.signal.reason);
    };
    context.signal.addEventListener('abort', stop, { once: true });
    line.open();
  });
}

class LinePrompt {
  readonly #question: LineQuestion;
  readonly #context: LineContext;
  readonly #done: (answer: string) => void;
  readonly #readline: Interface;
  readonly #view: LineView;
  #fault = '';
  #isChecking = false;
  #drawing: NodeJS.Immediate | undefined;

  constructor(question: LineQuestion, context: LineContext, done: (answer: string) => void) {
    this.#question = question;
    this.#context = context;
    this.#done = done;
    this.#view = new LineView(context.output);
    this.#readline = createInterface({
      input: context.input as unknown as NodeJS.ReadableStream,
      output: new Writable({ write: (_chunk, _encoding, next) => next() }),
      terminal: true,
      historySize: 0,
    });
  }

  open(): void {
    const { text, cursor } = this.#question.draft;
    this.#restore(text, cursor);
    this.#readline.on('line', (answer) => this.#submit(answer));
    this.#context.input
      .on('keypress', () => this.#changed())
      .on('insert', (more: string) => {
        this.#readline.write(more);
        this.#changed();
      })
      .on('redraw', () => this.#draw());
    this.#draw();
  }

  close(): void {
    clearImmediate(this.#drawing);
    this.#context.input.removeAllListeners();
    this.#readline.close();
    this.#view.erase();
  }

  #restore(text: string, cursor = text.length): void {
    this.#readline.write(text);
    (this.#readline as { cursor: number }).cursor = cursor;
  }

  #changed(): void {
    if (this.#isChecking) return;
    const { draft } = this.#question;
    if (draft.text !== this.#readline.line) {
      draft.below = '';
      this.#fault = '';
    }
    draft.text = this.#readline.line;
    draft.cursor = this.#readline.cursor;
    // Once for all keys that came together.
    clearImmediate(this.#drawing);
    this.#drawing = setImmediate(() => this.#draw());
  }

  async #submit(typed: string): Promise<void> {
    const { check, fallback = '' } = this.#question;
    const answer = typed.trim() || fallback;
    this.#isChecking = true;
    const fault = await check(answer);
    this.#isChecking = false;
    if (this.#context.signal.aborted) return;
    if (fault === undefined) {
      this.close();
      this.#done(answer);
      return;
    }
    this.#restore(typed);
    this.#changed();
    this.#fault = fault;
    this.#draw();
  }

  #draw(): void {
    this.#view.draw(this.#question, this.#fault);
  }
}
