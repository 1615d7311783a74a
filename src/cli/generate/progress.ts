import { codeOf } from '../../errors/rollout-error.ts';
import type { Assignment } from '../../text/assign.ts';
import type { IO } from '../io.ts';
import { commandToContinue } from '../prompts/next-steps.ts';
import type { Prompts } from '../prompts/prompts.ts';

/** What is answered so far, and the way to go on from there. */
export interface Progress {
  /** The blueprint, where a person chose it. */
  blueprint?: string;
  answers: readonly Assignment[];
}

/**
 * Runs questions that can be interrupted: then the command is printed that goes on with the answers so far. Throws what
 * `ask` throws.
 */
export async function withProgress<T>(
  prompts: Prompts | undefined,
  io: IO,
  ask: (progress: Progress) => Promise<T>,
): Promise<T> {
  const progress: Progress = { answers: [] };
  try {
    return await ask(progress);
  } catch (problem) {
    if (prompts && codeOf(problem) === 'INTERRUPTED') prompts.print(wayOn(progress, prompts, io));
    throw problem;
  }
}

function wayOn(progress: Progress, { paint }: Prompts, io: IO): string {
  const command = commandToContinue({ words: io.argv, ...progress }, io.invocation);
  const kept = progress.answers.length > 0 ? 'To go on with the answers so far' : 'To begin again';
  return `\n${paint.bold(kept)}\n  ${command}\n`;
}
