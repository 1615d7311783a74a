import type { Paint } from '../paint.ts';
import {
  type Choice,
  type Explained,
  GoBack,
  type Prompts,
  type SelectOptions,
  type TextQuestion,
} from './prompts.ts';

type Answer = string | boolean;

interface Entry {
  readonly message: string;
  readonly answer: Answer;
}

/**
 * Runs questions whose person may go back. To go back, all of them run once more: those before the one that is asked again
 * get their answers without being shown. So `ask` must ask the same after the same answers, and change nothing outside.
 */
export async function withHistory<T>(prompts: Prompts, ask: (prompts: Prompts) => Promise<T>): Promise<T> {
  const history = new History();
  for (;;) {
    try {
      return await ask(new RepeatingPrompts(prompts, history));
    } catch (problem) {
      if (!(problem instanceof GoBack)) throw problem;
      if (!history.back()) prompts.print(prompts.paint.dim('  this is the first question'));
    }
  }
}

/** Asks what has nothing before it: who wants to go back is asked again. */
export async function withoutBack<T>(ask: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await ask();
    } catch (problem) {
      if (!(problem instanceof GoBack)) throw problem;
    }
  }
}

/** The answers so far, and those that were taken back. */
class History {
  readonly #given: Entry[] = [];
  #takenBack: Entry[] = [];
  /** Whether the keys were explained to the person. */
  isIntroduced = false;

  /** Takes the last answer back; false where there is none. */
  back(): boolean {
    const last = this.#given.pop();
    if (last) this.#takenBack.push(last);
    return last !== undefined;
  }

  at(position: number): Entry | undefined {
    return this.#given[position];
  }

  get length(): number {
    return this.#given.length;
  }

  /** What was answered before it was taken back. */
  before(message: string): Answer | undefined {
    const last = this.#takenBack.at(-1);
    return last?.message === message ? last.answer : undefined;
  }

  /** Another answer makes those after it another matter. */
  add(entry: Entry): void {
    const last = this.#takenBack.pop();
    if (last?.message !== entry.message || last.answer !== entry.answer) this.#takenBack = [];
    this.#given.push(entry);
  }
}

class RepeatingPrompts implements Prompts {
  readonly #prompts: Prompts;
  readonly #history: History;
  #position = 0;

  constructor(prompts: Prompts, history: History) {
    this.#prompts = prompts;
    this.#history = history;
  }

  get paint(): Paint {
    return this.#prompts.paint;
  }

  get columns(): number {
    return this.#prompts.columns;
  }

  print(text: string): void {
    if (this.#position >= this.#history.length) this.#prompts.print(text);
  }

  text(question: TextQuestion): Promise<string> {
    return this.#answer(question.message, (before = question.fallback) =>
      this.#prompts.text({ ...question, fallback: before }),
    );
  }

  select<T extends string>(
    message: string,
    choices: readonly Choice<T>[],
    options: SelectOptions<T> = {},
  ): Promise<T> {
    return this.#answer(message, (before = options.initial) =>
      this.#prompts.select(message, choices, { ...options, initial: before }),
    );
  }

  confirm(message: string, fallback: boolean, options?: Explained): Promise<boolean> {
    return this.#answer(message, (before = fallback) => this.#prompts.confirm(message, before, options));
  }

  #introduce(): void {
    const { keys, paint } = this.#prompts;
    if (!this.#history.isIntroduced && keys !== undefined) this.#prompts.print(paint.dim(keys));
    this.#history.isIntroduced = true;
  }

  async #answer<T extends Answer>(message: string, ask: (before: T | undefined) => Promise<T>): Promise<T> {
    const known = this.#history.at(this.#position);
    if (known) {
      this.#position += 1;
      return known.answer as T;
    }
    this.#introduce();
    const answer = await ask(this.#history.before(message) as T | undefined);
    this.#history.add({ message, answer });
    this.#position += 1;
    return answer;
  }
}
