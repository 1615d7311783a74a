import type { Paint } from '../../paint.ts';

/** inquirer's look in our paint, which knows NO_COLOR and --color. */
export const themeOf = (paint: Paint, onMark: unknown) => ({
  prefix: { idle: paint.cyan('?'), done: paint.green('✔') },
  style: {
    answer: paint.cyan,
    message: (text: string) => paint.bold(text),
    error: (text: string) => paint.red(text),
    defaultAnswer: (text: string) => paint.dim(`(${text})`),
    highlight: (text: string) => {
      if (typeof onMark === 'function') onMark(text);
      return paint.cyan(text);
    },
    description: paint.dim,
    help: paint.dim,
    keysHelpTip: () => undefined,
  },
});
