import { fail } from '../../errors/rollout-error.ts';
import { printableLine } from '../../text/printable.ts';
import type { IO } from '../io.ts';
import type { Paint } from '../paint.ts';
import {
  type Choice,
  type Explained,
  GoBack,
  type Prompts,
  type SelectOptions,
  type TextQuestion,
} from './prompts.ts';
import { answerText } from './terminal/answer-text.ts';
import type { Press } from './terminal/key-decoder.ts';
import { KeySource } from './terminal/key-source.ts';
import { Keyboard } from './terminal/keyboard.ts';
import { linePrompt } from './terminal/line-prompt.ts';
import { type Draft, type LineQuestion, newDraft } from './terminal/line-question.ts';
import { oneLineQuery } from './terminal/pasted.ts';
import { type Ending, isKey, pressInChoice, pressInLine, unescapeKey } from './terminal/press.ts';
import { themeOf } from './terminal/theme.ts';
import { wrapWords } from './wrap-words.ts';

const MAX_CHOICES = 12;
/** Rows around a list: its question, the description of a choice, and some of what was before. */
const ROWS_AROUND_LIST = 8;

/** What is used of inquirer. */
interface PromptModule {
  (questions: readonly object[]): Promise<{ readonly answer: unknown }>;
  registerPrompt(name: string, prompt: unknown): unknown;
}
export type CreateModule = (options: object) => PromptModule;

/** How a question ended: with an answer, or with a key that means something else. */
type Outcome<T> = { readonly answer: T } | { readonly ending: Ending };

/** How one question takes the keys. */
interface Asked {
  readonly question: Readonly<Record<string, unknown>> & { readonly message: string };
  /** Answers a press: ends the question, or leaves it to its line. */
  readonly onPress: (press: Press, keys: KeySource) => Ending | undefined;
  readonly help: string | undefined;
  readonly draft?: Draft;
}

/**
 * Questions at a terminal: inquirer's lists and yes or no, and a line of our own. What a key means beside the answer is
 * the same in all of them.
 */
export class TerminalPrompts implements Prompts {
  readonly keys = 'Esc or < goes back, ? explains, Ctrl-C stops and says how to go on';
  readonly paint: Paint;
  readonly #createModule: CreateModule;
  readonly #io: IO;
  readonly #keyboard = new Keyboard(process.stdin, process.stderr);

  constructor(createModule: CreateModule, paint: Paint, io: IO) {
    this.paint = paint;
    this.#createModule = createModule;
    this.#io = io;
  }

  get columns(): number {
    return process.stderr.columns || this.#io.columns;
  }

  print(text: string): void {
    this.#io.err(`${text}\n`);
  }

  async text(question: TextQuestion): Promise<string> {
    const { message, fallback, check, help, form = 'plain' } = question;
    const draft = newDraft();
    const line: LineQuestion = {
      message,
      fallback,
      draft,
      paint: this.paint,
      check: async (answer) => (isKey(answer) ? undefined : await check?.(unescapeKey(answer))),
    };
    const answer = await this.#ask<string>({
      question: { type: 'line', ...line },
      help,
      draft,
      onPress: (press, keys) => pressInLine(press, keys, { draft, question }),
    });
    if (answer === '<') throw new GoBack();
    if (answer === '?') {
      this.#explain(help);
      return this.text(question);
    }
    const given = unescapeKey(form === 'query' ? oneLineQuery(answer) : answer);
    this.#printAnswer(message, given);
    return given;
  }

  async select<T extends string>(
    message: string,
    choices: readonly Choice<T>[],
    { help, initial }: SelectOptions<T> = {},
  ): Promise<T> {
    const list = choices.map(({ value, title, description }) => ({
      value,
      name: title,
      description: description && wrapWords(description, { width: this.columns - 1, indent: '' }),
    }));
    const marked = { title: choices.find(({ value }) => value === initial)?.title };
    const answer = await this.#ask<T>({
      question: {
        type: 'select',
        message,
        choices: list,
        get default() {
          return choices.find(({ title }) => title === marked.title)?.value;
        },
        get pageSize() {
          return Math.max(3, Math.min(MAX_CHOICES, (process.stderr.rows || 24) - ROWS_AROUND_LIST));
        },
        onMark: (shown: string) => {
          marked.title = shown.replace(/^\S+ /, '');
        },
      },
      help,
      onPress: pressInChoice,
    });
    const chosen = choices.find(({ value }) => value === answer)!;
    this.#printAnswer(message, chosen.short ?? chosen.title);
    return answer;
  }

  async confirm(message: string, fallback: boolean, { help }: Explained = {}): Promise<boolean> {
    const question = { type: 'confirm', message, default: fallback };
    const answer = await this.#ask<boolean>({ question, help, onPress: pressInChoice });
    this.#printAnswer(message, answer ? 'Yes' : 'No');
    return answer;
  }

  /** Asks until there is an answer; what a key means otherwise is done in between. */
  async #ask<T>(asked: Asked): Promise<T> {
    for (;;) {
      const outcome = await this.#askOnce<T>(asked);
      if ('answer' in outcome) return outcome.answer;
      if (outcome.ending === 'back') throw new GoBack();
      if (outcome.ending === 'interrupt') throw fail('INTERRUPTED', {});
      if (outcome.ending === 'help') this.#explain(asked.help);
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
    this.#keyboard.focus({ press: (press) => end(onPress(press, keys)), redraw: () => end('redraw') });
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
    }
  }

  #explain(help: string | undefined): void {
    const text = printableLine(help ?? 'there is nothing more to say about it');
    this.print(this.paint.dim(wrapWords(text, { width: this.columns - 1 })));
  }

  async #edit(draft: Draft): Promise<void> {
    const { editText } = await import('../../disk/edit-text.ts');
    try {
      draft.text = oneLineQuery(editText(draft.text, this.#io.env, '.promql'));
      draft.cursor = draft.text.length;
    } catch (problem) {
      this.print(this.paint.red((problem as Error).message));
    }
  }

  #printAnswer(message: string, answer: string): void {
    this.print(answerText(message, answer, this));
  }
}
