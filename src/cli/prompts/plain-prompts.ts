import { createInterface } from 'node:readline';
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
import { oneLineQuery } from './terminal/pasted.ts';

/** The lines of a paste come at once; a person needs longer for the next one. */
const PASTE_TIME_MS = 80;

interface Asked extends Explained {
  readonly message: string;
  /** Shown after the message. */
  readonly shown: string;
  readonly isQuery?: boolean;
}

/**
 * Questions for a terminal that cannot move its cursor (TERM=dumb): numbered choices, one line an answer, no control
 * codes. The terminal itself edits the line, so `<` and `?` are answers: back, and what the question means.
 */
export class PlainPrompts implements Prompts {
  readonly keys = '< goes back, ? explains, Ctrl-C stops and says how to go on';
  readonly paint: Paint;
  readonly columns: number;
  readonly #io: IO;

  constructor(io: IO, paint: Paint) {
    this.paint = paint;
    this.columns = io.columns;
    this.#io = io;
  }

  print(text: string): void {
    this.#io.err(`${text}\n`);
  }

  async text({ message, fallback, check, help, form }: TextQuestion): Promise<string> {
    const shown = fallback ? ` (${printableLine(fallback)})` : '';
    for (;;) {
      const typed = await this.#ask({ message, shown, help, isQuery: form === 'query' });
      const answer = /^\\[<?]$/.test(typed) ? typed.slice(1) : typed || (fallback ?? '');
      const fault = await check?.(answer);
      if (fault === undefined) return answer;
      this.print(fault);
    }
  }

  async select<T extends string>(
    message: string,
    choices: readonly Choice<T>[],
    { help, initial = choices[0]!.value }: SelectOptions<T> = {},
  ): Promise<T> {
    const usual = choices.findIndex(({ value }) => value === initial) + 1;
    choices.forEach(({ title, description }, i) => {
      this.print(`  ${i + 1}. ${title}${description ? `: ${description}` : ''}`);
    });
    for (;;) {
      const answer = (await this.#ask({ message, shown: ` (${usual})`, help })) || String(usual);
      const chosen =
        choices[Number(answer) - 1] ??
        choices.find(({ value, title }) => value === answer || title === answer);
      if (chosen) return chosen.value;
      this.print(`give a number from 1 to ${choices.length}`);
    }
  }

  async confirm(message: string, fallback: boolean, { help }: Explained = {}): Promise<boolean> {
    for (;;) {
      const answer = await this.#ask({ message, shown: fallback ? ' (Y/n)' : ' (y/N)', help });
      if (answer === '') return fallback;
      if (/^y(es)?$/i.test(answer)) return true;
      if (/^no?$/i.test(answer)) return false;
      this.print('answer y or n');
    }
  }

  async #ask(asked: Asked): Promise<string> {
    for (;;) {
      const answer = await this.#askOnce(asked);
      if (answer === '<') throw new GoBack();
      if (answer !== '?') return answer;
      this.print(printableLine(asked.help ?? 'there is nothing more to say about it'));
    }
  }

  #askOnce({ message, shown, isQuery = false }: Asked): Promise<string> {
    const ask = () => this.#io.err(`? ${message}${shown} `);
    return new Promise((done, failed) => {
      const lines: string[] = [];
      const reader = createInterface({ input: process.stdin, terminal: false });
      const answer = () => {
        stop();
        done(isQuery ? oneLineQuery(lines.join('\n')) : lines.join(' ').trim());
      };
      const interrupt = () => {
        stop();
        this.#io.err('\n');
        failed(fail('INTERRUPTED', {}));
      };
      const stop = () => {
        reader.off('close', interrupt).close();
        process.off('SIGINT', interrupt).off('SIGTERM', interrupt).off('SIGCONT', ask);
      };
      let waiting: NodeJS.Timeout | undefined;
      reader.on('close', interrupt).on('line', (line) => {
        lines.push(line);
        clearTimeout(waiting);
        if (isQuery) waiting = setTimeout(answer, PASTE_TIME_MS);
        else answer();
      });
      process.on('SIGINT', interrupt).on('SIGTERM', interrupt).on('SIGCONT', ask);
      ask();
    });
  }
}
