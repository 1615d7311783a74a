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
import type { Asker } from './terminal/asker.ts';
import { type LineQuestion, newDraft } from './terminal/line-question.ts';
import { oneLineQuery } from './terminal/pasted.ts';
import { isKey, pressInChoice, pressInLine, unescapeKey } from './terminal/press.ts';
import { wrapWords } from './wrap-words.ts';

const MAX_CHOICES = 12;
/** Rows around a list: its question, the description of a choice, and some of what was before. */
const ROWS_AROUND_LIST = 8;

/**
 * Questions at a terminal: inquirer's lists and yes or no, and a line of our own. What a key means beside the answer is
 * the same in all of them.
 */
export class TerminalPrompts implements Prompts {
  readonly keys = 'Esc or < goes back, ? explains, Ctrl-C stops and says how to go on';
  readonly #asker: Asker;

  constructor(asker: Asker) {
    this.#asker = asker;
  }

  get paint(): Paint {
    return this.#asker.paint;
  }

  get columns(): number {
    return this.#asker.columns;
  }

  print(text: string): void {
    this.#asker.print(text);
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
    const answer = await this.#asker.ask<string>({
      question: { type: 'line', ...line },
      help,
      draft,
      onPress: (press, keys) => pressInLine(press, keys, { draft, question }),
    });
    if (answer === '<') throw new GoBack();
    if (answer === '?') {
      this.#asker.explain(help);
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
    const answer = await this.#asker.ask<T>({
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
    const answer = await this.#asker.ask<boolean>({ question, help, onPress: pressInChoice });
    this.#printAnswer(message, answer ? 'Yes' : 'No');
    return answer;
  }

  #printAnswer(message: string, answer: string): void {
    this.#asker.print(answerText(message, answer, this.#asker));
  }
}
