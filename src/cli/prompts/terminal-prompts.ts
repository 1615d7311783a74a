import type inquirer from 'inquirer';
import type { IO, SystemIO } from '../io.ts';
import { type Paint, paintFor } from '../paint.ts';
import type { Choice, Prompts, TextQuestion } from './prompts.ts';
import { wrapWords } from './wrap-words.ts';

const MAX_ROWS = 12;

/** Whether a question may be asked: a terminal on both ends, and no --no-input. */
export const canPrompt = (io: SystemIO, { input }: { readonly input?: boolean }): boolean =>
  input !== false && io.isTTY.stdin && io.isTTY.stderr;

/**
 * Questions at the terminal, on stderr, so that stdout stays the result. Only to be opened when `canPrompt`.
 * Ctrl-C throws inquirer's ExitPromptError (exit 130).
 */
export async function openPrompts(io: IO): Promise<Prompts> {
  const [{ default: inquirer }, paint] = await Promise.all([import('inquirer'), paintFor(io.colour.stderr)]);
  return new TerminalPrompts(inquirer.createPromptModule({ output: process.stderr }), paint, io);
}

type PromptModule = ReturnType<typeof inquirer.createPromptModule>;

class TerminalPrompts implements Prompts {
  readonly paint: Paint;
  readonly columns: number;
  readonly #module: PromptModule;
  readonly #io: IO;

  constructor(module: PromptModule, paint: Paint, io: IO) {
    this.paint = paint;
    this.columns = io.columns;
    this.#module = module;
    this.#io = io;
  }

  print(text: string): void {
    this.#io.err(`${text}\n`);
  }

  async text({ message, fallback, check }: TextQuestion): Promise<string> {
    const validate = async (answer: string) => (await check?.(answer.trim())) ?? true;
    const answer = await this.#ask<string>({ type: 'input', message, default: fallback, validate });
    return answer.trim();
  }

  select<T extends string>(message: string, choices: readonly Choice<T>[]): Promise<T> {
    const list = choices.map(({ value, title, short, description }) => ({
      value,
      name: title,
      short: short ?? title,
      description: description && wrapWords(description, { width: this.columns - 1, indent: '' }),
    }));
    return this.#ask<T>({ type: 'select', message, choices: list, pageSize: MAX_ROWS });
  }

  confirm(message: string, fallback: boolean): Promise<boolean> {
    return this.#ask<boolean>({ type: 'confirm', message, default: fallback });
  }

  async #ask<T>(question: Readonly<Record<string, unknown>>): Promise<T> {
    const named = { ...question, name: 'answer', theme: themeOf(this.paint) };
    const { answer } = await this.#module([named as never]);
    return answer as T;
  }
}

/** inquirer's look in our paint, which knows NO_COLOR and --color. */
const themeOf = (paint: Paint) => ({
  prefix: { idle: paint.cyan('?'), done: paint.green('✔') },
  style: {
    answer: paint.cyan,
    message: (text: string) => paint.bold(text),
    error: (text: string) => paint.red(text),
    defaultAnswer: (text: string) => paint.dim(`(${text})`),
    highlight: paint.cyan,
    description: paint.dim,
    help: paint.dim,
    keysHelpTip: () => undefined,
  },
});
