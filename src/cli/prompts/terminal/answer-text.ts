import { printableLine } from '../../../text/printable.ts';
import type { Prompts } from '../prompts.ts';

const MAX_ROWS = 4;

/** An answered question as it stays on the screen; an answer that would fill it is cut. */
export function answerText(
  message: string,
  answer: string,
  { paint, columns }: Pick<Prompts, 'paint' | 'columns'>,
) {
  const room = Math.max(40, MAX_ROWS * columns - message.length - 8);
  const shown =
    answer.length <= room ? answer : `${answer.slice(0, room - 24)} … ${answer.length} characters`;
  return `${paint.green('✔')} ${paint.bold(message)} ${paint.cyan(printableLine(shown))}`;
}
