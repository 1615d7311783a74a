import { fail } from '../../../errors/rollout-error.ts';
import { printableLine } from '../../../text/printable.ts';
import type { IO } from '../../io.ts';
import type { Paint } from '../../paint.ts';
import { GoBack } from '../prompts.ts';
import { wrapWords } from '../wrap-words.ts';
import type { Press } from './key-decoder.ts';
import { KeySource } from './key-source.ts';
import { Keyboard } from './keyboard.ts';
import { linePrompt } from './line-prompt.ts';
import type { Draft } from './line-question.ts';
import { oneLineQuery } from './pasted.ts';
import type { Ending } from './press.ts';
import { themeOf } from './theme.ts';

/** What is used of inquirer. */
interface PromptModule {
  (questions: readonly object[]): Promise<{ readonly answer: unknown }>;
  registerPrompt(name: string, prompt: unknown): unknown;
}
export type CreateModule = (options: object) => PromptModule;

/** How a question ended: with an answer, or with a key that means something else. */
type Outcome<T> = { readonly answer: T } | { readonly ending: Ending };

/** How one question takes the keys. */
export interface Asked {
  readonly question: Readonly<Record<string, unknown>> & { readonly message: string };
  /** Answers a press: ends the question, or leaves it to its line. */
  readonly onPress: (press: Press, keys: KeySource) => Ending | undefined;
  readonly help: string | undefined;
  readonly draft?: Draft;
}

/** Asks one question after the other through inquirer, with the keys of the terminal. */
export class Asker {
  readonly paint: Paint;
  readonly #createModule: CreateModule;
  readonly #io: IO;
  readonly #keyboard = new Keyboard(process.stdin, process.stderr);
  /** Takes the question that stands away for a moment. */
  #interrupt: (() => void) | undefined;
  /** What is printed then. */
  readonly #waiting: string[] = [];

  constructor(createModule: CreateModule, paint: Paint, io: IO) {
    this.paint = paint;
    this.#createModule = createModule;
    this.#io = io;
  }

  get columns(): number {
    return process.stderr.columns || this.#io.columns;
  }

  /** Above the question, where one stands. */
  print(text: string): void {
    if (this.#interrupt) {
      this.#waiting.push(text);
      this.#interrupt();
    } else this.#io.err(`${text}\n`);
  }

  explain(help: string | undefined): void {
    const text = printableLine(help ?? 'there is nothing more to say about it');
    this.print(this.paint.dim(wrapWords(text, { width: this.columns - 1 })));
  }

  /** Asks until there is an answer; what a key means otherwise is done in between. */
  async ask<T>(asked: Asked): Promise<T> {
    for (;;) {
      const outcome = await this.#askOnce<T>(asked);
      if ('answer' in outcome) return outcome.answer;
      if (outcome.ending === 'back') throw new GoBack();
      if (outcome.ending === 'interrupt') throw fail('INTERRUPTED', {});
      if (outcome.ending === 'help') this.explain(asked.help);
      if (outcome.ending === 'suspend') await this.#keyboard.suspend();
      if (outcome.ending === 'edit' && asked.draft) await this.#edit(asked.draft);
    }
  }

  async #askOnce<T>({ question, onPress }: Asked): Promise<Outcome<T>> {
    const stop = new AbortController();
    const keys = new KeySource();
    let ending: Ending | undefined;
    const end = (how: Ending | undefined) => {
      if (how === undefined) return;
      ending ??= how;
      stop.abort();
    };
    const module = this.#createModule({
      input: keys,
      output: process.stderr,
      signal: stop.signal,
      clearPromptOnDone: true,
    });
    module.registerPrompt('line', linePrompt);
    const redraw = () => end('redraw');
    this.#interrupt = redraw;
    this.#keyboard.focus({ press: (press) => end(onPress(press, keys)), redraw });
    try {
      const { answer } = await module([
        { ...question, name: 'answer', theme: themeOf(this.paint, question.onMark) },
      ]);
      return { answer: answer as T };
    } catch (problem) {
      if (ending === undefined) throw problem;
      return { ending };
    } finally {
      this.#keyboard.blur();
      this.#interrupt = undefined;
      for (const text of this.#waiting.splice(0)) this.print(text);
    }
  }

  async #edit(draft: Draft): Promise<void> {
    const { editText } = await import('../../../disk/edit-text.ts');
    try {
      draft.text = oneLineQuery(editText(draft.text, this.#io.env, '.promql'));
      draft.cursor = draft.text.length;
    } catch (problem) {
      this.print(this.paint.red((problem as Error).message));
    }
  }
}
