import type { IO, SystemIO } from './io.ts';
import { type Paint, paintFor } from './paint.ts';
import type { Ask } from './prompts/ask.ts';
import { wrapWords } from './prompts/wrap-words.ts';

/** Whether a question may be asked: a terminal on both ends, and no --no-input. */
export const canAsk = (io: SystemIO, options: { readonly input?: boolean }): boolean =>
  options.input !== false && io.isTTY.stdin && io.isTTY.stderr;

/**
 * Questions at the terminal, on stderr, so that stdout stays the result. Ctrl-C throws inquirer's ExitPromptError (exit 130).
 * Only to be opened when `canAsk`.
 */
export async function openPrompts(io: IO): Promise<Ask> {
  const [{ default: inquirer }, paint] = await Promise.all([import('inquirer'), paintFor(io.colour.stderr)]);
  const prompt = inquirer.createPromptModule({ output: process.stderr });
  const theme = themeOf(paint);
  return {
    paint,
    columns: io.columns,
    say: (text) => io.err(`${text}\n`),
    async text({ message, fallback, check }) {
      const validate = async (answer: string) => (await check?.(answer.trim())) ?? true;
      const { answer } = await prompt([
        { type: 'input', name: 'answer', message, default: fallback, validate, theme },
      ]);
      return answer.trim();
    },
    async choose(message, choices, fallback) {
      const list = choices.map(({ value, title, short, more }) => ({
        value,
        name: title,
        short: short ?? title,
        ...(more ? { description: wrapWords(more, io.columns - 1, '') } : {}),
      }));
      const { answer } = await prompt([
        {
          type: 'select',
          name: 'answer',
          message,
          choices: list,
          default: fallback,

          pageSize: 12,
          theme,
        },
      ]);
      return answer as (typeof choices)[number]['value'];
    },
    async confirm(message, fallback) {
      const { answer } = await prompt([
        { type: 'confirm', name: 'answer', message, default: fallback, theme },
      ]);
      return answer;
    },
  };
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
