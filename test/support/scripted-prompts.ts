import { noPaint } from '../../src/cli/paint.ts';
import type { Prompts } from '../../src/cli/prompts/prompts.ts';

/** One question and its answer, or what was said in between. */
export interface ScriptedPrompts extends Prompts {
  /** `question [fallback]: answer`, refusals as `  ! why`, what was said as `  | line`. */
  readonly transcript: string[];
}

/**
 * Somebody who gives these answers in turn: text, the value of a choice, yes or no; '' takes the fallback.
 * After a refusal comes the next answer. Throws when there are too few.
 */
export function scriptedPrompts(answers: readonly string[], columns = 80): ScriptedPrompts {
  const left = [...answers];
  const transcript: string[] = [];
  const next = (question: string): string => {
    const answer = left.shift();
    if (answer === undefined) throw new Error(`no answer for: ${question}\n${transcript.join('\n')}`);
    return answer;
  };
  return {
    transcript,
    paint: noPaint,
    columns,
    print: (text) => void transcript.push(...text.split('\n').map((line) => `  | ${line}`)),
    async text({ message, fallback = '', check }) {
      for (;;) {
        const answer = next(message).trim() || fallback;
        const fault = await check?.(answer);
        transcript.push(`${message} [${fallback}]: ${answer}`);
        if (fault === undefined) return answer;
        transcript.push(`  ! ${fault}`);
      }
    },
    async select(message, choices) {
      const answer = next(message) || choices[0]!.value;
      const chosen = choices.find(({ value }) => value === answer);
      if (!chosen)
        throw new Error(`${message}: no ${answer} among ${choices.map(({ value }) => value).join(', ')}`);
      transcript.push(`${message}: ${answer}`);
      return chosen.value;
    },
    async confirm(message, fallback) {
      const answer = next(message) || (fallback ? 'yes' : 'no');
      transcript.push(`${message}: ${answer}`);
      return answer === 'yes';
    },
  };
}
